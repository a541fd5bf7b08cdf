"""Reports written for the tests of copies: of wars and towns that do not exist."""

from demarche.intake.identity import content_digest
from demarche.records import Report

BRIDGE = (
    "Shells fell on the railway bridge at Ostrava Gorna on Tuesday, killing nine people, the mayor said. "
    "Four of the dead were schoolteachers on their way to a meeting in Veld, Mayor Irena Duval told us. "
    "The Northern Front said its gunners had aimed at an army convoy that was crossing at the time. "
    "General Pavel Horak denied that any convoy had been near the bridge that morning. "
    "Rescuers from Veld searched the river with boats until dark, and divers will return on Wednesday. "
    "The bridge carries the only line between Veld and the port of Sankt Anna, which 60,000 people depend on."
)
HARBOUR = (
    "Foreign Minister Lena Aalto asked the Council of Ports on Friday to send observers to Sankt Anna. "
    "She gave the Northern Front until 14 June to open the harbour to ships with flour and medicine. "
    "A spokesman for the Front, Marek Toll, called the demand theatre and said the harbour was never closed. "
    "Two ships chartered by the Red Crescent have waited off Cape Orlo since Monday. "
    "The Council meets in Lund next week, and three of its members have said they would vote for observers. "
    "Aalto spoke after a visit to the camp at Brod, where 4,200 people sleep in railway carriages."
)
MARKET = (
    "A car packed with mortar rounds blew up beside the grain market of Tell Arif before dawn, police said. "
    "Officials counted 17 dead and 40 wounded, and the governor, Hassan Beyo, ordered the roads shut. "
    "Nobody claimed the blast, which tore the roofs off two bakeries and a clinic of the Blue Lamp charity. "
    "A baker, Yusuf Karam, said that he had seen two men walk away from a white van at four in the morning. "
    "The Eastern Brigades, who hold the hills above the town, said that they had no hand in it."
)
MINE = (
    "Miners at the Kolpino pit ended a strike of eleven weeks on Sunday after the owners met most demands. "
    "The union's leader, Dana Sorel, said that wages would rise by a tenth and nobody would be dismissed. "
    "The minister of labour, Otto Brandt, who had brought the two together in Grad, praised their patience. "
    "The first shift will go down on Thursday, once pumps have cleared the lower galleries of water."
)
WARNING = (
    "The army of Tavia told villagers along the Ister to leave their houses by noon on 3 March. "
    "Leaflets dropped over Dolna and Pesk said that all who stayed would be taken for fighters. "
    "The bishop of Pesk, Anton Weiss, asked for two more days, since the buses had not come. "
    "An officer of the Joint Monitors, Carla Nunes, said that 31 buses stood idle at the Karst crossing."
)
STORIES = (BRIDGE, HARBOUR, MARKET, MINE, WARNING)
BACKGROUND = (
    "More than 310,000 people have been killed in Tavia since the conflict began in 2013 with protests "
    "against the governor. The war has since evolved into a fight of the army, the Front and many brigades. "
    "The London-based Watch relies on a network of activists inside Tavia."
)


def report(name: str, text: str, outlet: str = "Wire", published: str | None = None) -> Report:
    """A report without a headline, its digest as made of its words."""
    return Report(
        id=name,
        text=text,
        outlet=outlet,
        published=published,
        digest=content_digest("", text, published),
    )
