"""All pages, with their addresses and the parameters that each knows."""

from demarche.web.pages import (
    agreements,
    copies,
    decided,
    demarches,
    incident,
    outlets,
    overview,
    parties,
    report,
    search,
)
from demarche.web.screens import PageKind

PAGES: tuple[PageKind, ...] = (
    PageKind(
        name="overview", pattern="/", parameters=overview.PARAMETERS, make=overview.overview, alike=True
    ),
    PageKind(name="map", pattern="/map", parameters=overview.PARAMETERS, make=overview.map_only, alike=True),
    PageKind(name="incident", pattern="/incidents/{id}", parameters=(), make=incident.incident),
    PageKind(name="reports", pattern="/reports", parameters=report.LIST_PARAMETERS, make=report.reports),
    PageKind(name="report", pattern="/reports/{outlet}/{id}", parameters=("at",), make=report.report),
    PageKind(
        name="demarches", pattern="/demarches", parameters=demarches.LIST_PARAMETERS, make=demarches.demarches
    ),
    PageKind(name="demarche", pattern="/demarches/{id}", parameters=(), make=demarches.demarche),
    PageKind(
        name="agreements",
        pattern="/agreements",
        parameters=agreements.LIST_PARAMETERS,
        make=agreements.agreements,
    ),
    PageKind(name="agreement", pattern="/agreements/{id}", parameters=(), make=agreements.agreement),
    PageKind(name="parties", pattern="/parties", parameters=parties.LIST_PARAMETERS, make=parties.parties),
    PageKind(name="party", pattern="/parties/{name}", parameters=(), make=parties.party),
    PageKind(
        name="outlets", pattern="/outlets", parameters=outlets.PARAMETERS, make=outlets.outlets, long=True
    ),
    PageKind(name="search", pattern="/search", parameters=search.PARAMETERS, make=search.search),
    PageKind(name="copies", pattern="/copies", parameters=copies.PARAMETERS, make=copies.copies, long=True),
    PageKind(name="decisions", pattern="/decisions", parameters=(), make=decided.decisions),
)
