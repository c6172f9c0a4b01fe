"""Public schemas as resources of forge, with the names of the originals.

Models are in the singular, as in most of the originals. A table that only connects two
others is a `many`.
"""

from __future__ import annotations

# https://github.com/lerocha/chinook-database
CHINOOK = (
    "artist name:str:max=120:index",
    "album title:str:max=160 artist:ref",
    (
        "employee last_name:str:max=20 first_name:str:max=20 title:str:max=30:optional"
        " reports_to:ref:employee:optional birth_date:datetime:past:optional"
        " hire_date:datetime:optional address:str:max=70:optional"
        " city:str:max=40:optional state:str:max=40:optional"
        " country:str:max=40:optional postal_code:str:max=10:optional"
        " phone:str:max=24:optional fax:str:max=24:optional email:email:optional"
    ),
    (
        "customer first_name:str:max=40 last_name:str:max=20"
        " company:str:max=80:optional address:str:max=70:optional"
        " city:str:max=40:optional state:str:max=40:optional"
        " country:str:max=40:optional"
        " postal_code:str:max=10:optional phone:str:max=24:optional"
        " fax:str:max=24:optional email:email support_rep:ref:employee:optional"
    ),
    "genre name:str:max=120:optional",
    "media_type name:str:max=120:optional",
    (
        "track name:str:max=200 album:ref:optional media_type:ref genre:ref:optional"
        " composer:str:max=220:optional milliseconds:int:min=0 bytes:int:min=0:optional"
        " unit_price:decimal:digits=10:places=2:min=0"
    ),
    "playlist name:str:max=120:optional tracks:many:track",
    (
        "invoice customer:ref invoice_date:datetime billing_address:str:max=70:optional"
        " billing_city:str:max=40:optional billing_state:str:max=40:optional"
        " billing_country:str:max=40:optional billing_postal_code:str:max=10:optional"
        " total:decimal:digits=10:places=2:min=0"
    ),
    (
        "invoice_line invoice:ref track:ref unit_price:decimal:digits=10:places=2:min=0"
        " quantity:int:min=1"
    ),
)

# https://github.com/pthom/northwind_psql
NORTHWIND = (
    "category category_name:str:max=15 description:text:optional picture:url:optional",
    "customer_demographic customer_desc:text:optional",
    (
        "customer company_name:str:max=40 contact_name:str:max=30:optional"
        " contact_title:str:max=30:optional address:str:max=60:optional"
        " city:str:max=15:index:optional region:str:max=15:optional"
        " postal_code:str:max=10:optional country:str:max=15:optional"
        " phone:str:max=24:optional fax:str:max=24:optional"
        " customer_demo:many:customer_demographic"
    ),
    "region region_description:str:max=60",
    "territory territory_description:str:max=60 region:ref",
    (
        "employee last_name:str:max=20 first_name:str:max=10 title:str:max=30:optional"
        " title_of_courtesy:str:max=25:optional birth_date:date:past:optional"
        " hire_date:date:optional address:str:max=60:optional city:str:max=15:optional"
        " region:str:max=15:optional postal_code:str:max=10:optional"
        " country:str:max=15:optional home_phone:str:max=24:optional"
        " extension:str:max=4:optional notes:text:optional"
        " reports_to:ref:employee:optional photo_path:url:optional"
        " territories:many:territory"
    ),
    (
        "supplier company_name:str:max=40 contact_name:str:max=30:optional"
        " contact_title:str:max=30:optional address:str:max=60:optional"
        " city:str:max=15:optional region:str:max=15:optional"
        " postal_code:str:max=10:optional country:str:max=15:optional"
        " phone:str:max=24:optional fax:str:max=24:optional homepage:text:optional"
    ),
    (
        "product product_name:str:max=40:index supplier:ref:optional"
        " category:ref:optional quantity_per_unit:str:max=20:optional"
        " unit_price:decimal:digits=10:places=2:min=0:optional"
        " units_in_stock:int:min=0:default=0 units_on_order:int:min=0:default=0"
        " reorder_level:int:min=0:default=0 discontinued:bool:default=false"
    ),
    "shipper company_name:str:max=40 phone:str:max=24:optional",
    (
        "order customer:ref employee:ref:optional order_date:date:optional"
        " required_date:date:optional shipped_date:date:optional"
        " ship_via:ref:shipper:optional freight:decimal:digits=10:places=2:optional"
        " ship_name:str:max=40:optional ship_address:str:max=60:optional"
        " ship_city:str:max=15:optional ship_region:str:max=15:optional"
        " ship_postal_code:str:max=10:optional ship_country:str:max=15:optional"
    ),
    (
        "order_detail order:ref product:ref unit_price:decimal:digits=10:places=2:min=0"
        " quantity:int:min=1 discount:float:min=0:max=1:default=0"
    ),
    "us_state state_name:str:max=100 state_abbr:str:max=2 state_region:str:max=50",
)

# https://dev.mysql.com/doc/sakila/en/
SAKILA = (
    "actor first_name:str:max=45 last_name:str:max=45:index",
    "category name:str:max=25",
    "language name:str:max=20",
    "country country:str:max=50",
    "city city:str:max=50 country:ref",
    (
        "address address:str:max=50 address2:str:max=50:optional district:str:max=20"
        " city:ref postal_code:str:max=10:optional phone:str:max=20"
    ),
    (
        "film title:str:max=128:index description:text:optional"
        " release_year:int:min=1901:max=2155:optional language:ref"
        " original_language:ref:language:optional rental_duration:int:min=0:default=3"
        " rental_rate:decimal:digits=4:places=2:default=4.99"
        " length:int:min=0:optional"
        " replacement_cost:decimal:digits=5:places=2:default=19.99"
        " rating:enum:G,PG,PG-13,R,NC-17:default=G special_features:json:optional"
        " actors:many:actor categories:many:category"
    ),
    "store address:ref",
    (
        "staff first_name:str:max=45 last_name:str:max=45 address:ref"
        " picture:url:optional email:email:optional store:ref active:bool:default=true"
        " username:str:max=16"
    ),
    (
        "customer store:ref first_name:str:max=45 last_name:str:max=45:index"
        " email:email:optional address:ref active:bool:default=true"
    ),
    "inventory film:ref store:ref",
    (
        "rental rental_date:datetime inventory:ref customer:ref"
        " return_date:datetime:optional staff:ref"
    ),
    (
        "payment customer:ref staff:ref rental:ref:optional"
        " amount:decimal:digits=5:places=2 payment_date:datetime"
    ),
)

# https://github.com/gothinkster/realworld
CONDUIT = (
    "user email:email:unique username:str:unique bio:text:optional image:url:optional",
    "tag name:str:max=100:unique",
    (
        "article slug:str:unique title:str description:str body:text author:ref:user"
        " tag_list:many:tag favorited_by:many:user"
    ),
    "comment body:text article:ref author:ref:user",
    "follow follower:ref:user followed:ref:user",
)

# https://petstore3.swagger.io
PETSTORE = (
    "category name:str",
    "tag name:str",
    (
        "pet name:str category:ref:optional photo_urls:json tags:many:tag"
        " status:enum:available,pending,sold:optional"
    ),
    (
        "order pet:ref quantity:int:min=1 ship_date:datetime"
        " status:enum:placed,approved,delivered:default=placed"
        " complete:bool:default=false"
    ),
    (
        "customer username:str:unique address:str city:str:max=100 state:str:max=100"
        " zip:str:max=10"
    ),
    (
        "user username:str:unique first_name:str:optional last_name:str:optional"
        " email:email:optional phone:str:max=30:optional user_status:int:default=0"
    ),
)

# A hotel group, with the nouns of such systems.
BOOKING = (
    "hotel name:str:unique time_zone:str:max=40 check_in:time check_out:time",
    (
        'room_type name:str:max=60 hotel:ref bed:enum:Single,Double,"Twin beds",King'
        " capacity:int:min=1:max=20 price:decimal:digits=8:places=2:min=0"
    ),
    "amenity name:str:max=60:unique",
    (
        "room number:str:max=10 floor:int room_type:ref amenities:many:amenity"
        ' status:enum:Free,Occupied,"Out of order":default=Free'
        ' --actions close:status="Out of order",release:status=Free'
    ),
    (
        "guest first_name:str last_name:str:index email:email:unique"
        " born:date:past:optional"
    ),
    "rate room_type:ref date:date price:decimal:digits=8:places=2:min=0",
    (
        "booking guest:ref room:ref start:date end:date adults:int:min=1:default=2"
        ' state:enum:Requested,Confirmed,"Checked in","Checked out",Cancelled'
        ":default=Requested note:text:optional"
        ' --actions confirm:state=Confirmed,arrive:state="Checked in"'
    ),
    (
        "payment booking:ref amount:decimal:digits=10:places=2 paid_at:datetime"
        ' method:enum:Cash,"Credit card","Bank transfer"'
        " transaction:str:max=60:optional"
    ),
    "equipment name:str room:ref:optional",
)

SCHEMAS = {
    "chinook": CHINOOK,
    "northwind": NORTHWIND,
    "sakila": SAKILA,
    "conduit": CONDUIT,
    "petstore": PETSTORE,
    "booking": BOOKING,
}

# The tables of the originals, in the plural. Conduit and Petstore bring users of their
# own, so they are generated without accounts.
TABLES = {
    "chinook": (
        "artists albums employees customers genres media_types tracks playlists"
        " invoices invoice_lines playlist_tracks"
    ),
    "northwind": (
        "categories customer_demographics customers regions territories employees"
        " suppliers products shippers orders order_details us_states"
        " customer_customer_demo employee_territories"
    ),
    "sakila": (
        "actors categories languages countries cities addresses films stores staff"
        " customers inventories rentals payments film_actors film_categories"
    ),
    "conduit": (
        "users tags articles comments follows article_tag_list article_favorited_by"
    ),
    "petstore": "categories tags pets orders customers users pet_tags",
    "booking": (
        "hotels room_types amenities rooms guests rates bookings payments equipment"
        " room_amenities"
    ),
}
