"""Buckets of the tests' own on the S3 server of `make test-services`, and what is in them."""

import uuid
from typing import Any


def client(server: str) -> Any:
    import boto3

    return boto3.client(
        "s3",
        endpoint_url=f"http://{server}",
        region_name="us-east-1",
        aws_access_key_id="KEY",
        aws_secret_access_key="a/secret:with+signs",
    )


def new_bucket(server: str, name: str = "") -> str:
    """Make a bucket that strangers may not read, and return the STORAGE_URL for it."""
    name = name or f"pictures-{uuid.uuid4().hex}"
    client(server).create_bucket(Bucket=name)
    return f"s3://KEY:a%2Fsecret%3Awith%2Bsigns@{server}/{name}?tls=no"
