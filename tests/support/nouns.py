"""Common nouns of many trades, and plurals: what people name resources and fields."""

from __future__ import annotations

# Shops, customer relations, bookings, schools, hospitals, accounting, logistics, media.
RESOURCE_NOUNS = tuple(
    """
    product variant category brand collection catalog cart basket order order_line
    item line return refund exchange invoice receipt payment transaction charge
    payout price discount coupon promotion campaign voucher gift_card wishlist
    review rating question answer customer guest address country region currency tax
    shipment parcel delivery package carrier courier stock inventory warehouse shelf
    bin supplier vendor purchase quote offer bid auction seller store shop
    subscription plan company contact lead deal opportunity account pipeline stage
    activity call meeting note email message thread conversation ticket issue case
    agent team territory segment audience list newsletter template survey form
    response referral partner contract proposal document file attachment comment tag
    label booking reservation appointment slot schedule calendar event session venue
    room table seat bed floor building property hotel apartment house location place
    trip tour flight route stop station vehicle car bus train driver passenger
    luggage itinerary fare rental rate season guide host student teacher course
    class lesson subject grade exam test quiz question_bank assignment homework
    submission semester term year period timetable school department faculty program
    curriculum degree enrollment attendance absence library book author publisher
    loan copy page chapter section topic patient doctor nurse physician visit ward
    prescription medication dose drug allergy diagnosis symptom condition disease
    treatment therapy procedure operation surgery specimen sample result lab
    insurance claim policy referral_letter vaccine immunization ledger journal entry
    budget expense income asset liability cost_center bank branch card check deposit
    withdrawal transfer balance statement bill debt credit debit fee interest audit
    report fiscal_year fleet truck trailer driver_log container pallet cargo freight
    manifest dock gate zone lane load unit batch lot part component machine tool
    sensor device measurement reading alert alarm work_order job shift task
    operation_step recipe ingredient material person employee staff manager member
    membership group role permission profile user skill position vacancy applicant
    interview salary payslip leave holiday office desk article post blog story news
    movie film series episode season_pass actor artist album track playlist song
    genre photo image video gallery channel feed link url project milestone sprint
    release version build deployment environment server service host_name database
    domain key token secret setting option feature flag rule filter query log metric
    dashboard widget menu dish pet owner animal species breed equipment field crop
    farm game match player league score round level reward badge date time day week
    month end start range set type status state object resource node edge graph map
    point area layer
    """.split()  # noqa: SIM905 - a list would be one word per line
)

REFUSED_RESOURCES = {
    "class": "Python keyword",
    "return": "Python keyword",
    "list": "the service itself",
    "resource": "the service itself",
    "page": "class Page",
    "permission": "class Permission",
    "query": "class Query",
    "response": "class Response",
    "table": "class Table",
}

# With authentication, the service has accounts of its own.
REFUSED_WITH_ACCOUNTS = ("account", "role", "session", "user")

FIELD_NOUNS = tuple(
    """
    name title subtitle label description summary body text content note notes
    comment remark message subject caption excerpt slug code key value reference
    number sku barcode serial isbn ean upc model brand manufacturer make color
    colour size shape material style language locale country region state province
    county city district street house_number postcode zip address line1 line2 phone
    fax mobile email website url link path file filename extension mime_type avatar
    image photo logo icon username nickname first_name last_name middle_name
    full_name initials salutation gender nationality occupation profession employer
    department position rank grade level class section division group team role
    category kind type status stage phase priority severity source origin
    destination channel campaign medium keyword tags topic genre format version
    edition revision release build amount price cost total subtotal tax discount fee
    rate balance credit debit currency quantity count index order rating score
    points stars age year month week day hour minute second duration length width
    height depth weight volume area distance speed temperature capacity seats floor
    room latitude longitude altitude percentage percent ratio share limit min max
    minimum maximum average sum sequence step interval offset page size_in_bytes
    date time start end starts_at ends_at start_date end_date due due_date deadline
    born birthday died hired_on opened_at closed_at published_at expires_at
    valid_from valid_to last_seen timezone from to until since before after active
    enabled visible public private hidden locked archived deleted verified confirmed
    approved paid shipped delivered cancelled completed available featured default
    required read open closed blocked primary id uuid data metadata json payload
    options settings config properties attributes schema query filter condition when
    where check hash checksum signature token secret password salt parent child
    children owner author user customer manager supplier object list set map range
    copy register lock unique values table column row field fields view trigger
    function procedure transaction usage system current timestamp null true_name
    exists all any some is_admin of with using by int str float bool bytes dict len
    range_start license help input print round property self
    """.split()  # noqa: SIM905 - a list would be one word per line
)

REFUSED_FIELDS = {
    "class": "Python keyword",
    "from": "Python keyword",
    "with": "Python keyword",
    "copy": "attribute of Pydantic",
    "dict": "attribute of Pydantic",
    "fields": "attribute of Pydantic",
    "json": "attribute of Pydantic",
    "schema": "attribute of Pydantic",
    "metadata": "attribute of the service's models",
    "table": "attribute of the service's models",
    "unique": "attribute of the service's models",
    "bool": "hides a name",
    "float": "hides a name",
    "int": "hides a name",
    "list": "hides a name",
    "str": "hides a name",
    "id": "generated code",
    "owner": "generated code",
    "self": "generated code",
}

_PLURALS = """
    child:children person:people man:men woman:women foot:feet tooth:teeth
    mouse:mice goose:geese ox:oxen leaf:leaves life:lives knife:knives wife:wives
    wolf:wolves shelf:shelves half:halves loaf:loaves thief:thieves calf:calves
    potato:potatoes tomato:tomatoes hero:heroes echo:echoes photo:photos
    piano:pianos video:videos logo:logos memo:memos criterion:criteria
    phenomenon:phenomena datum:data medium:media curriculum:curricula
    bacterium:bacteria stadium:stadiums forum:forums album:albums museum:museums
    analysis:analyses basis:bases crisis:crises diagnosis:diagnoses thesis:theses
    hypothesis:hypotheses axis:axes oasis:oases prosthesis:prostheses index:indexes
    matrix:matrices vertex:vertices appendix:appendices status:statuses bus:buses
    virus:viruses campus:campuses bonus:bonuses census:censuses syllabus:syllabuses
    menu:menus cactus:cacti alumnus:alumni quiz:quizzes box:boxes tax:taxes
    fax:faxes branch:branches batch:batches church:churches dish:dishes
    brush:brushes class:classes address:addresses business:businesses
    process:processes access:accesses category:categories city:cities
    company:companies country:countries currency:currencies delivery:deliveries
    entry:entries facility:facilities inventory:inventories policy:policies
    query:queries story:stories day:days holiday:holidays key:keys journey:journeys
    survey:surveys play:plays toy:toys essay:essays house:houses cache:caches
    movie:movies cookie:cookies lens:lenses gas:gases canvas:canvases atlas:atlases
    alias:aliases belief:beliefs roof:roofs chief:chiefs proof:proofs staff:staff
    brief:briefs cliff:cliffs tariff:tariffs sheep:sheep fish:fish deer:deer
    series:series species:species news:news equipment:equipment
    information:information furniture:furniture software:software hardware:hardware
    aircraft:aircraft feedback:feedback luggage:luggage money:money music:music
    rice:rice research:research advice:advice traffic:traffic weather:weather
    knowledge:knowledge inventory_item:inventory_items order_line:order_lines
    blog_post:blog_posts salesperson:salespeople policeman:policemen
    grandchild:grandchildren stepchild:stepchildren passerby:passersby order:orders
    group:groups transaction:transactions date:dates end:ends user:users
    stock:stocks cargo:cargos tornado:tornadoes volcano:volcanoes
    mosquito:mosquitoes zero:zeros media_type:media_types invoice:invoices
    receipt:receipts warehouse:warehouses employee:employees nurse:nurses
    patient:patients staff_member:staff_members data_set:data_sets ski:skis
    taxi:taxis radio:radios studio:studios portfolio:portfolios scenario:scenarios
    ratio:ratios louse:lice die:dice penny:pennies cloth:cloths chassis:chassis
    corps:corps headquarters:headquarters means:means crossroads:crossroads
    barracks:barracks offspring:offspring bureau:bureaus plateau:plateaus
    formula:formulas antenna:antennas schema:schemas agenda:agendas goods:goods
    merchandise:merchandise jewelry:jewelry homework:homework baggage:baggage
    clothing:clothing human:humans german:germans roman:romans shaman:shamans
    hoof:hooves scarf:scarves dwarf:dwarves elf:elves self:selves stimulus:stimuli
    fungus:fungi nucleus:nuclei radius:radii octopus:octopuses focus:focuses
    genus:genera corpus:corpora premise:premises expense:expenses license:licenses
    course:courses purchase:purchases database:databases phase:phases base:bases
    sense:senses response:responses lease:leases release:releases case:cases
    data_point:data_points status_code:status_codes x1:x1s safari:safaris visa:visas
    quota:quotas memory:memories allergy:allergies dose:doses
"""
PLURALS = [tuple(pair.split(":")) for pair in _PLURALS.split()]
