"""What has been read into a store: finished files, each with its batches, in the order of one machine."""

import msgspec

from demarche.cluster.store import Store

FILES = "_read/files"


class Finished(msgspec.Struct, frozen=True, kw_only=True):
    """A file that has been read to its end.

    `mark`: what its content was told by, empty where it could not be read whole; `task`: what it was read
    with; `batches`: their names, in order; `reports`: how many they hold.
    """

    label: str
    mark: str
    task: str
    batches: tuple[str, ...]
    reports: int

    def write(self, store: Store, key: str) -> None:
        """Say in the store that it is finished."""
        store.write(f"{FILES}/{key}.json", msgspec.json.encode(self))


def finished(store: Store, key: str) -> Finished | None:
    """What is known of a file; None where it has not been read to its end."""
    name = f"{FILES}/{key}.json"
    return msgspec.json.decode(store.read(name), type=Finished) if store.has(name) else None


def corpus(store: Store) -> tuple[Finished, ...]:
    """All files that have been read, in the order in which one machine reads the folder that holds them."""
    found = [msgspec.json.decode(store.read(name), type=Finished) for name in store.names(FILES, ".json")]
    return tuple(sorted(found, key=lambda file: file.label.split("/")))


def batches_in(files: tuple[Finished, ...]) -> tuple[str, ...]:
    """The names of all batches in order; one that several files hold counts where it came first."""
    return tuple(dict.fromkeys(name for file in files for name in file.batches))
