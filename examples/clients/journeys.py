# SPDX-License-Identifier: Apache-2.0
"""The journeys through LocalAws by boto3. Usage: journeys.py ENDPOINT"""
import json
import sys
import time
from datetime import datetime, timedelta, timezone

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = sys.argv[1]
HUB, SHOP, PAYMENT = "121212121212", "111111111111", "999999999999"
REGION = "us-east-1"


def client(service, account=PAYMENT):
    # Busbar's errors are the subject, so nothing is retried; parameters are judged by the service.
    config = Config(retries={"max_attempts": 0}, parameter_validation=False)
    return boto3.client(service, endpoint_url=ENDPOINT, region_name=REGION, aws_access_key_id=account,
                        aws_secret_access_key="any", config=config)


def same(actual, expected):
    assert actual == expected, f"expected {expected!r}, but found {actual!r}"


def until(what, attempt):
    """Asks again until there is an answer, for at most 30 seconds."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        found = attempt()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what} did not come within 30 seconds")


def receive(sqs, url, **options):
    got = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=10, AttributeNames=["All"], MessageAttributeNames=["All"],
                              **options).get("Messages", [])
    assert got, f"nothing came to {url}"
    return got[0]


def queue_arn(name, account=PAYMENT):
    return f"arn:aws:sqs:{REGION}:{account}:{name}"


def routes_an_event_to_another_account():
    hub, sqs, shop = client("events", HUB), client("sqs"), client("events", SHOP)
    bus = hub.create_event_bus(Name="central-bus")["EventBusArn"]
    hub.put_permission(EventBusName="central-bus", StatementId="shop", Action="events:PutEvents", Principal=SHOP)
    policy = {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage",
        "Resource": queue_arn("payments"),
        "Condition": {"ArnEquals": {"aws:SourceArn": f"arn:aws:events:{REGION}:{HUB}:rule/central-bus/payments"}}}]}
    url = sqs.create_queue(QueueName="payments", Attributes={"Policy": json.dumps(policy)})["QueueUrl"]
    hub.put_rule(Name="payments", EventBusName="central-bus",
                 EventPattern=json.dumps({"source": [{"prefix": "grocer."}], "detail": {"plan": ["plus"]}}))
    put = hub.put_targets(Rule="payments", EventBusName="central-bus",
                          Targets=[{"Id": "queue", "Arn": queue_arn("payments")}])
    same(put["FailedEntryCount"], 0)
    entries = [{"EventBusName": bus, "Source": "grocer.customer-web", "DetailType": "Upgrade Requested",
                "Detail": json.dumps({"plan": plan}), "Time": datetime(2026, 11, 23, 6, tzinfo=timezone.utc)}
               for plan in ("plus", "basic")]
    entries.append({"EventBusName": bus, "Source": "aws.s3", "DetailType": "x", "Detail": "{}"})
    answer = shop.put_events(Entries=entries)
    same(answer["FailedEntryCount"], 1)
    same(answer["Entries"][2]["ErrorCode"], "NotAuthorizedForSourceException")
    message = receive(sqs, url)
    body = json.loads(message["Body"])
    same((body["id"], body["account"], body["time"]), (answer["Entries"][0]["EventId"], SHOP, "2026-11-23T06:00:00Z"))
    same(list(body), ["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"])
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    same((attributes["ApproximateNumberOfMessages"], attributes["ApproximateNumberOfMessagesNotVisible"]), ("0", "0"))
    assert hub.test_event_pattern(EventPattern='{"source":["a"]}', Event=json.dumps(
        {"id": "1", "account": HUB, "source": "a", "time": "2026-11-23T06:00:00Z", "region": REGION,
         "detail-type": "x"}))["Result"]


def redrives_what_was_given_up():
    sqs = client("sqs")
    dead = sqs.create_queue(QueueName="orders-dead")["QueueUrl"]
    redrive = {"deadLetterTargetArn": queue_arn("orders-dead"), "maxReceiveCount": 1}
    url = sqs.create_queue(QueueName="orders", Attributes={"RedrivePolicy": json.dumps(redrive)})["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="grüße", MessageAttributes={
        "kind": {"DataType": "String", "StringValue": "order"}, "raw": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}})
    receive(sqs, url, VisibilityTimeout=0)
    same(sqs.receive_message(QueueUrl=url).get("Messages", []), [])
    message = receive(sqs, dead, VisibilityTimeout=0)
    same(message["MessageAttributes"]["raw"]["BinaryValue"], b"\x00\xff")
    assert sqs.start_message_move_task(SourceArn=queue_arn("orders-dead"))["TaskHandle"]
    same(receive(sqs, url)["Body"], "grüße")
    task = until("the end of the move task", lambda: [
        each for each in sqs.list_message_move_tasks(SourceArn=queue_arn("orders-dead"))["Results"]
        if each["Status"] == "COMPLETED"])[0]
    same(task["ApproximateNumberOfMessagesMoved"], 1)


def sends_in_batches_and_in_order():
    sqs = client("sqs")
    url = sqs.create_queue(QueueName="ordered.fifo", Attributes={
        "FifoQueue": "true", "ContentBasedDeduplication": "true"})["QueueUrl"]
    entries = [{"Id": str(i), "MessageBody": f"message {i}", "MessageGroupId": "all"} for i in range(10)]
    same(len(sqs.send_message_batch(QueueUrl=url, Entries=entries + [])["Successful"]), 10)
    sqs.send_message(QueueUrl=url, MessageBody="message 3", MessageGroupId="all")
    got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    same([each["Body"] for each in got], [f"message {i}" for i in range(10)])
    handles = [{"Id": str(i), "ReceiptHandle": each["ReceiptHandle"]} for i, each in enumerate(got)]
    handles[0]["ReceiptHandle"] = "nonsense"
    answer = sqs.delete_message_batch(QueueUrl=url, Entries=handles)
    same((len(answer["Successful"]), answer["Failed"][0]["Code"]), (9, "ReceiptHandleIsInvalid"))
    sqs.purge_queue(QueueUrl=url)
    sqs.tag_queue(QueueUrl=url, Tags={"team": "shop"})
    same(sqs.list_queue_tags(QueueUrl=url)["Tags"], {"team": "shop"})


def replays_an_archive():
    events, sqs = client("events"), client("sqs")
    bus = events.create_event_bus(Name="orders")["EventBusArn"]
    archive = events.create_archive(ArchiveName="orders", EventSourceArn=bus, RetentionDays=1)["ArchiveArn"]
    entry = {"EventBusName": "orders", "Source": "shop", "DetailType": "Order Placed", "Detail": "{}"}
    begin = datetime.now(timezone.utc) - timedelta(seconds=30)
    first = events.put_events(Entries=[entry])["Entries"][0]["EventId"]
    url = sqs.create_queue(QueueName="replayed")["QueueUrl"]
    events.put_rule(Name="all", EventBusName="orders", EventPattern='{"source":["shop"]}')
    events.put_targets(Rule="all", EventBusName="orders", Targets=[{"Id": "1", "Arn": queue_arn("replayed")}])
    events.start_replay(ReplayName="again", EventSourceArn=archive, EventStartTime=begin,
                        EventEndTime=datetime.now(timezone.utc) + timedelta(seconds=1), Destination={"Arn": bus})
    body = json.loads(receive(sqs, url)["Body"])
    same((body["replay-name"], body["id"]), ("again", first))
    until("the end of the replay", lambda: events.describe_replay(ReplayName="again")["State"] == "COMPLETED")
    same(events.describe_archive(ArchiveName="orders")["EventCount"], 1)


def rotates_a_secret():
    secrets = client("secretsmanager")
    arn = secrets.create_secret(Name="db/password", SecretString="one")["ARN"]
    second = secrets.put_secret_value(SecretId="db/password", SecretString="two")["VersionId"]
    same(secrets.get_secret_value(SecretId=arn)["SecretString"], "two")
    same(secrets.get_secret_value(SecretId=arn, VersionStage="AWSPREVIOUS")["SecretString"], "one")
    third = secrets.put_secret_value(SecretId=arn, SecretString="three", VersionStages=["AWSPENDING"])["VersionId"]
    same(secrets.get_secret_value(SecretId=arn)["SecretString"], "two")
    secrets.update_secret_version_stage(SecretId=arn, VersionStage="AWSCURRENT", MoveToVersionId=third,
                                        RemoveFromVersionId=second)
    same(secrets.get_secret_value(SecretId=arn)["SecretString"], "three")
    secrets.delete_secret(SecretId=arn, RecoveryWindowInDays=7)
    fails("InvalidRequestException", lambda: secrets.get_secret_value(SecretId=arn))
    secrets.restore_secret(SecretId=arn)
    many = secrets.batch_get_secret_value(SecretIdList=["db/password", "none"])
    same((len(many["SecretValues"]), many["Errors"][0]["ErrorCode"]), (1, "ResourceNotFoundException"))


def pages_through_lists():
    events, sqs = client("events", SHOP), client("sqs", SHOP)
    for i in range(25):
        events.put_rule(Name=f"rule-{i:02}", EventPattern='{"source":["a"]}')
        sqs.create_queue(QueueName=f"queue-{i:02}")
    names, token, pages = [], None, 0
    while True:
        page = events.list_rules(Limit=10, **({"NextToken": token} if token else {}))
        names += [each["Name"] for each in page["Rules"]]
        token, pages = page.get("NextToken"), pages + 1
        if not token:
            break
    same((names, pages), ([f"rule-{i:02}" for i in range(25)], 3))
    urls = [url for page in sqs.get_paginator("list_queues").paginate(QueueNamePrefix="queue-", PaginationConfig={"PageSize": 7})
            for url in page["QueueUrls"]]
    same([url.rsplit("/", 1)[1] for url in urls], [f"queue-{i:02}" for i in range(25)])


def knows_who_calls():
    identity = client("sts", SHOP).get_caller_identity()
    same(identity["Account"], SHOP)


def fails(code, call, status=400):
    try:
        call()
    except ClientError as error:
        same((error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]), (code, status))
        assert error.response["ResponseMetadata"]["RequestId"], "an error without a request id"
        return
    raise AssertionError(f"expected {code}, but it succeeded")


def answers_errors_as_aws_does():
    events, sqs, secrets = client("events"), client("sqs"), client("secretsmanager")
    url = sqs.create_queue(QueueName="errors")["QueueUrl"]
    events.create_event_bus(Name="errors")
    events.put_rule(Name="errors", EventPattern='{"source":["a"]}')
    events.put_targets(Rule="errors", Targets=[{"Id": "1", "Arn": queue_arn("errors")}])
    secrets.create_secret(Name="errors", SecretString="x")
    entry = {"Source": "a", "DetailType": "b", "Detail": "{}"}
    for code, call in [
        ("ResourceAlreadyExistsException", lambda: events.create_event_bus(Name="errors")),
        ("ResourceNotFoundException", lambda: events.describe_event_bus(Name="none")),
        ("ResourceNotFoundException", lambda: events.describe_rule(Name="none")),
        ("ResourceNotFoundException", lambda: events.put_targets(Rule="none", Targets=[{"Id": "1", "Arn": queue_arn("errors")}])),
        ("ResourceNotFoundException", lambda: events.describe_archive(ArchiveName="none")),
        ("ResourceNotFoundException", lambda: events.describe_replay(ReplayName="none")),
        ("ResourceNotFoundException", lambda: events.remove_permission(StatementId="none")),
        ("InvalidEventPatternException", lambda: events.put_rule(Name="x", EventPattern='{"source":["a"')),
        ("InvalidEventPatternException", lambda: events.put_rule(Name="x", EventPattern='{"source":[{"prefx":"a"}]}')),
        ("ValidationException", lambda: events.put_rule(Name="not allowed!", EventPattern='{"source":["a"]}')),
        ("ValidationException", lambda: events.put_events(Entries=[entry] * 11)),
        ("ValidationException", lambda: events.put_events(Entries=[])),
        ("ValidationException", lambda: events.put_events(Entries=[{**entry, "Detail": json.dumps({"a": "x" * 1_048_576})}])),
        ("ValidationException", lambda: events.delete_rule(Name="errors")),
        ("ValidationException", lambda: events.delete_event_bus(Name="default")),
        ("ValidationException", lambda: events.test_event_pattern(EventPattern='{"source":["a"]}', Event="{}")),
        ("ValidationException", lambda: events.put_targets(Rule="errors", Targets=[
            {"Id": "2", "Arn": queue_arn("errors"), "Input": "{}", "InputPath": "$.a"}])),
        ("LimitExceededException", lambda: events.put_targets(Rule="errors", Targets=[
            {"Id": str(i), "Arn": queue_arn("errors")} for i in range(2, 7)])),
        ("AWS.SimpleQueueService.NonExistentQueue", lambda: sqs.get_queue_url(QueueName="none")),
        ("AWS.SimpleQueueService.NonExistentQueue", lambda: sqs.receive_message(QueueUrl=url + "-none")),
        ("QueueAlreadyExists", lambda: sqs.create_queue(QueueName="errors", Attributes={"DelaySeconds": "9"})),
        ("InvalidParameterValue", lambda: sqs.create_queue(QueueName="not allowed!")),
        ("InvalidAttributeValue", lambda: sqs.set_queue_attributes(QueueUrl=url, Attributes={"DelaySeconds": "901"})),
        ("InvalidAttributeName", lambda: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Nonsense"])),
        ("InvalidParameterValue", lambda: sqs.send_message(QueueUrl=url, MessageBody="x" * 1_048_577)),
        ("MissingParameter", lambda: sqs.send_message(QueueUrl=url)),
        ("InvalidParameterValue", lambda: sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=11)),
        ("ReceiptHandleIsInvalid", lambda: sqs.delete_message(QueueUrl=url, ReceiptHandle="nonsense")),
        ("AWS.SimpleQueueService.EmptyBatchRequest", lambda: sqs.send_message_batch(QueueUrl=url, Entries=[])),
        ("AWS.SimpleQueueService.BatchEntryIdsNotDistinct", lambda: sqs.send_message_batch(
            QueueUrl=url, Entries=[{"Id": "1", "MessageBody": "a"}] * 2)),
        ("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", lambda: sqs.send_message_batch(
            QueueUrl=url, Entries=[{"Id": str(i), "MessageBody": "a"} for i in range(11)])),
        ("ResourceNotFoundException", lambda: secrets.get_secret_value(SecretId="none")),
        ("ResourceExistsException", lambda: secrets.create_secret(Name="errors", SecretString="x")),
        ("ResourceNotFoundException", lambda: secrets.get_secret_value(SecretId="errors", VersionStage="NONE")),
    ]:
        fails(code, call)


JOURNEYS = [routes_an_event_to_another_account, redrives_what_was_given_up, sends_in_batches_and_in_order,
            replays_an_archive, rotates_a_secret, pages_through_lists, knows_who_calls, answers_errors_as_aws_does]


def main():
    failed = 0
    for journey in JOURNEYS:
        try:
            journey()
            print(f"  ok      {journey.__name__.replace('_', ' ')}")
        except Exception as failure:  # Every journey is told of, whatever became of the others.
            failed += 1
            print(f"  FAILED  {journey.__name__.replace('_', ' ')}: {failure}")
    sys.exit(1 if failed else 0)


main()
