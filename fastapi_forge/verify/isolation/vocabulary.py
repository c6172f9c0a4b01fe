"""Recognize stores: URLs, variables, libraries, files.

In doubt it is a store: a false positive only requires a declaration, a miss could cost
data.
"""

from __future__ import annotations

import re

_SCHEMES = (
    r"sqlite|postgres(?:ql)?|mysql|mariadb|mssql|oracle|cockroachdb|firebird|duckdb"
    r"|mongodb|rediss?|valkeys?|unix|memcached?|amqps?|pyamqp|kafka|nats|mqtts?|stomp"
    r"|s3a?|gs|gcs|az|abfss?|wasbs?|minio|smtps?|smtp\+\w+|imaps?|ldaps?|s?ftps?|ssh"
    r"|clickhouse|cassandra|neo4js?|bolt|elasticsearch|couchdb|influxdb|etcd|zookeeper"
    r"|libsql|redshift|snowflake|bigquery|trino|crate|db2|ibm_db_sa|hive|databricks"
)
_URL = re.compile(rf"\b(?:{_SCHEMES})(?:\+\w+)*://(?=\S)", re.IGNORECASE)
_MEMORY = re.compile(
    r"\bsqlite(?:\+\w+)?://(?:/?:memory:\S*|/?(?=[\s\"'`,)]|$))", re.IGNORECASE
)
_WEB = re.compile(r"\bhttps?://(?=[^\s/])", re.IGNORECASE)
_LINK = re.compile(r"ORIGIN|CORS|PAGE|FRONTEND|DOCS|REDIRECT|CALLBACK|LICENSE|HOMEPAGE")
"""Variables with addresses of pages, which a service shows but does not call."""

_TOKENS = (
    r"DATABASES?|DB|DBS|SQL|POSTGRES(?:QL)?|PG|PGSQL|MYSQL|MARIADB|SQLITE|SQLALCHEMY"
    r"|MSSQL|ORACLE|TORTOISE|MONGO|MONGODB|REDIS|VALKEY|MEMCACHED?|CELERY|BROKER|AMQP"
    r"|RABBIT(?:MQ)?|KAFKA|NATS|MQTT|QUEUE|S3|BUCKET|BLOB|MINIO|AWS|GCS|AZURE"
    r"|ELASTIC(?:SEARCH)?|OPENSEARCH|SOLR|MEILI(?:SEARCH)?|TYPESENSE|CLICKHOUSE"
    r"|CASSANDRA|NEO4J|INFLUX(?:DB)?|SUPABASE|FIREBASE|DYNAMO(?:DB)?|COUCHDB|ARANGO"
    r"|SURREAL|QDRANT|MILVUS|WEAVIATE|PINECONE|CHROMA|LDAP|S?FTP|DSN|STORAGE|STORE"
    r"|WEBHOOKS?|UPLOADS?|MEDIA|LEDGER|DATA"
)
_NAME = re.compile(
    rf"(?:^|_)(?:{_TOKENS})\d*(?:_|$)|(?:SMTP|E?MAIL)_*(?:HOST|SERVER|URL)|DATABASE"
)
_FILE_NAME = re.compile(
    r"(?:^|_)(?:FILE|FILES|FILENAME|DIR|DIRECTORY|FOLDER)$"
    r"|(?<!ROOT)(?<!COOKIE)_PATHS?$"
)
_PLACE = re.compile(
    r"(?:~|/(?:etc|run/secrets|var|srv|mnt|opt|root|Users|home/[\w.-]+|tmp)/)[^{]*$"
)
_DATA_FILE = re.compile(
    r"[^\s/][^\s]*\.(?:db|sqlite3?|duckdb|json|jsonl|csv|pkl|parquet|ya?ml|toml|xml|dat)",
    re.IGNORECASE,
)
_SWITCH = re.compile(r"[\d.]*|true|false|yes|no|on|off|none|null", re.IGNORECASE)


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SQL = words(
    "sqlalchemy sqlmodel alembic databases tortoise peewee pony ormar edgy "
    "piccolo gino encode_databases"
)
DRIVERS = words(
    "asyncpg psycopg psycopg2 psycopg_pool pg8000 pymysql aiomysql asyncmy "
    "MySQLdb mysql"
)
FILES = words("sqlite3 aiosqlite apsw shelve dbm duckdb tinydb diskcache")
MAIL = words("smtplib aiosmtplib fastapi_mail imaplib emails")
WEB = words("httpx httpx2 requests aiohttp urllib3 pycurl httplib2 niquests")
OTHERS = words(
    "redis aioredis valkey coredis walrus pymongo motor beanie mongoengine "
    "odmantic umongo boto3 botocore aioboto3 aiobotocore s3fs gcsfs minio "
    "pyodbc aioodbc oracledb cx_Oracle pymssql elasticsearch opensearchpy "
    "cassandra neo4j neomodel influxdb influxdb_client clickhouse_driver "
    "clickhouse_connect asynch kafka aiokafka confluent_kafka faststream pika "
    "aio_pika amqp aioamqp celery dramatiq rq arq huey taskiq kombu nats stomp "
    "paho aiomqtt pymemcache aiomcache memcache aiocache cashews ldap3 ldap "
    "paramiko asyncssh ftplib aioftp supabase firebase_admin aioetcd3 etcd3 "
    "qdrant_client pymilvus weaviate pinecone chromadb dynaconf surrealdb "
    "couchdb zeep edgedb gel prisma snowflake"
)
CLOUDS = ("google.cloud", "azure.")


def has_store_url(text: str) -> bool:
    """Return whether the text contains the URL of a store."""
    return bool(_URL.search(_MEMORY.sub(" ", text)))


def has_web_url(text: str) -> bool:
    return bool(_WEB.search(text))


def is_store_name(name: str, *, files: bool = True) -> bool:
    """Return whether a variable's name refers to a store.

    `files`: or to any file or directory.
    """
    name = name.upper()
    return bool(_NAME.search(name) or (files and _FILE_NAME.search(name)))


def is_outside(url: str) -> bool:
    """Return whether a URL is not that of a SQLite file in the project."""
    return not re.match(r"sqlite(\+\w+)?:///(?!/)", url)


def is_outside_path(text: str) -> bool:
    """Return whether the text is a path outside the project."""
    return bool(_PLACE.match(text))


def is_store(name: str, value: str, *, calls: bool = False) -> bool:
    """Return whether a setting may refer to a store.

    `calls`: the code calls other services.
    """
    if _SWITCH.fullmatch(value):
        return False
    if has_store_url(value) or is_outside_path(value) or _DATA_FILE.fullmatch(value):
        return True
    if has_web_url(value):
        return calls and not _LINK.search(name)
    return is_store_name(name)
