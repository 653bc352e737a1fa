// SPDX-License-Identifier: Apache-2.0
// The journeys through LocalAws by the AWS SDK for JavaScript v3. Usage: node journeys.mjs ENDPOINT
import assert from "node:assert/strict";
import * as eb from "@aws-sdk/client-eventbridge";
import * as sm from "@aws-sdk/client-secrets-manager";
import * as sq from "@aws-sdk/client-sqs";
import * as st from "@aws-sdk/client-sts";

const endpoint = process.argv[2];
const [HUB, SHOP, PAYMENT] = ["121212121212", "111111111111", "999999999999"];
const region = "us-east-1";
const options = (account) => ({
  endpoint, region, maxAttempts: 1, credentials: { accessKeyId: account, secretAccessKey: "any" },
});
const clients = (account) => {
  const all = {
    events: new eb.EventBridgeClient(options(account)), sqs: new sq.SQSClient(options(account)),
    secrets: new sm.SecretsManagerClient(options(account)), sts: new st.STSClient(options(account)),
  };
  const call = (client, module) => (name, input = {}) => client.send(new module[`${name}Command`](input));
  return {
    events: call(all.events, eb), sqs: call(all.sqs, sq), secrets: call(all.secrets, sm), sts: call(all.sts, st),
    close: () => Object.values(all).forEach((client) => client.destroy()),
  };
};
const hub = clients(HUB), shop = clients(SHOP), payment = clients(PAYMENT);
const arn = (name) => `arn:aws:sqs:${region}:${PAYMENT}:${name}`;
const json = JSON.stringify;

async function receive(url, more = {}) {
  const answer = await payment.sqs("ReceiveMessage", {
    QueueUrl: url, WaitTimeSeconds: 10, MessageSystemAttributeNames: ["All"], MessageAttributeNames: ["All"], ...more });
  assert.ok(answer.Messages?.length, `nothing came to ${url}`);
  return answer.Messages[0];
}

async function until(what, attempt) {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const found = await attempt();
    if (found) return found;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error(`${what} did not come within 30 seconds`);
}

async function fails(code, call) {
  try {
    await call();
  } catch (error) {
    assert.equal(error.name, code, error.message);
    assert.equal(error.$metadata.httpStatusCode, 400);
    assert.ok(error.$metadata.requestId, "an error without a request id");
    return;
  }
  throw new Error(`expected ${code}, but it succeeded`);
}

const journeys = {
  async "routes an event to another account"() {
    const bus = (await hub.events("CreateEventBus", { Name: "central-bus" })).EventBusArn;
    await hub.events("PutPermission", { EventBusName: "central-bus", StatementId: "shop", Action: "events:PutEvents", Principal: SHOP });
    const Policy = json({ Version: "2012-10-17", Statement: [{
      Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "sqs:SendMessage", Resource: arn("payments") }] });
    const url = (await payment.sqs("CreateQueue", { QueueName: "payments", Attributes: { Policy } })).QueueUrl;
    await hub.events("PutRule", { Name: "payments", EventBusName: "central-bus", EventPattern: json({ detail: { plan: ["plus"] } }) });
    await hub.events("PutTargets", { Rule: "payments", EventBusName: "central-bus", Targets: [{
      Id: "queue", Arn: arn("payments"),
      InputTransformer: { InputPathsMap: { user: "$.detail.userId" }, InputTemplate: '{"for":"<user>"}' } }] });
    const put = await shop.events("PutEvents", { Entries: [
      { EventBusName: bus, Source: "grocer.customer-web", DetailType: "Upgrade Requested", Detail: json({ plan: "plus", userId: "user-1" }) },
      { EventBusName: bus, Source: "grocer.customer-web", DetailType: "Upgrade Requested", Detail: "[]" }] });
    assert.equal(put.FailedEntryCount, 1);
    assert.equal(put.Entries[1].ErrorCode, "MalformedDetail");
    const message = await receive(url);
    assert.deepEqual(JSON.parse(message.Body), { for: "user-1" });
    assert.equal(message.Attributes.ApproximateReceiveCount, "1");
    await payment.sqs("DeleteMessage", { QueueUrl: url, ReceiptHandle: message.ReceiptHandle });
    const targets = await hub.events("ListTargetsByRule", { Rule: "payments", EventBusName: "central-bus" });
    assert.equal(targets.Targets[0].InputTransformer.InputPathsMap.user, "$.detail.userId");
  },

  async "redrives what was given up"() {
    const dead = (await payment.sqs("CreateQueue", { QueueName: "orders-dead" })).QueueUrl;
    const RedrivePolicy = json({ deadLetterTargetArn: arn("orders-dead"), maxReceiveCount: 1 });
    const url = (await payment.sqs("CreateQueue", { QueueName: "orders", Attributes: { RedrivePolicy } })).QueueUrl;
    await payment.sqs("SendMessage", { QueueUrl: url, MessageBody: "grüße", MessageAttributes: {
      raw: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255]) } } });
    await receive(url, { VisibilityTimeout: 0 });
    assert.deepEqual((await payment.sqs("ReceiveMessage", { QueueUrl: url })).Messages ?? [], []);
    assert.deepEqual([...(await receive(dead, { VisibilityTimeout: 0 })).MessageAttributes.raw.BinaryValue], [0, 255]);
    await payment.sqs("StartMessageMoveTask", { SourceArn: arn("orders-dead") });
    assert.equal((await receive(url)).Body, "grüße");
  },

  async "replays an archive"() {
    const bus = (await payment.events("CreateEventBus", { Name: "orders" })).EventBusArn;
    const { ArchiveArn } = await payment.events("CreateArchive", { ArchiveName: "orders", EventSourceArn: bus });
    const begin = new Date(Date.now() - 30_000);
    const put = await payment.events("PutEvents", { Entries: [
      { EventBusName: "orders", Source: "shop", DetailType: "Order Placed", Detail: "{}" }] });
    const url = (await payment.sqs("CreateQueue", { QueueName: "replayed" })).QueueUrl;
    await payment.events("PutRule", { Name: "all", EventBusName: "orders", EventPattern: json({ source: ["shop"] }) });
    await payment.events("PutTargets", { Rule: "all", EventBusName: "orders", Targets: [{ Id: "1", Arn: arn("replayed") }] });
    await payment.events("StartReplay", { ReplayName: "again", EventSourceArn: ArchiveArn, EventStartTime: begin,
      EventEndTime: new Date(Date.now() + 1000), Destination: { Arn: bus } });
    const body = JSON.parse((await receive(url)).Body);
    assert.deepEqual([body["replay-name"], body.id], ["again", put.Entries[0].EventId]);
    await until("the end of the replay", async () =>
      (await payment.events("DescribeReplay", { ReplayName: "again" })).State === "COMPLETED");
  },

  async "rotates a secret"() {
    const { ARN } = await payment.secrets("CreateSecret", { Name: "db/password", SecretString: "one" });
    const second = await payment.secrets("PutSecretValue", { SecretId: ARN, SecretString: "two" });
    const third = await payment.secrets("PutSecretValue", { SecretId: ARN, SecretString: "three", VersionStages: ["AWSPENDING"] });
    await payment.secrets("UpdateSecretVersionStage", { SecretId: ARN, VersionStage: "AWSCURRENT",
      MoveToVersionId: third.VersionId, RemoveFromVersionId: second.VersionId });
    assert.equal((await payment.secrets("GetSecretValue", { SecretId: "db/password" })).SecretString, "three");
    assert.equal((await payment.secrets("GetSecretValue", { SecretId: ARN, VersionStage: "AWSPREVIOUS" })).SecretString, "two");
  },

  async "pages through lists"() {
    for (let i = 0; i < 12; i++) {
      await shop.sqs("CreateQueue", { QueueName: `queue-${i}` });
    }
    const client = new sq.SQSClient(options(SHOP));
    const urls = [];
    for await (const page of sq.paginateListQueues({ client, pageSize: 5 }, { QueueNamePrefix: "queue-" })) {
      urls.push(...(page.QueueUrls ?? []));
    }
    client.destroy();
    assert.equal(new Set(urls).size, 12);
  },

  async "knows who calls"() {
    assert.equal((await shop.sts("GetCallerIdentity")).Account, SHOP);
  },

  async "answers errors as AWS does"() {
    const url = (await payment.sqs("CreateQueue", { QueueName: "errors" })).QueueUrl;
    await payment.events("CreateEventBus", { Name: "errors" });
    const cases = [
      ["ResourceAlreadyExistsException", () => payment.events("CreateEventBus", { Name: "errors" })],
      ["ResourceNotFoundException", () => payment.events("DescribeRule", { Name: "none" })],
      ["InvalidEventPatternException", () => payment.events("PutRule", { Name: "x", EventPattern: "{" })],
      ["ValidationException", () => payment.events("PutEvents", { Entries: [] })],
      ["ValidationException", () => payment.events("DeleteEventBus", { Name: "default" })],
      ["QueueDoesNotExist", () => payment.sqs("GetQueueUrl", { QueueName: "none" })],
      ["ReceiptHandleIsInvalid", () => payment.sqs("DeleteMessage", { QueueUrl: url, ReceiptHandle: "nonsense" })],
      ["InvalidAttributeName", () => payment.sqs("GetQueueAttributes", { QueueUrl: url, AttributeNames: ["Nonsense"] })],
      ["EmptyBatchRequest", () => payment.sqs("SendMessageBatch", { QueueUrl: url, Entries: [] })],
      ["ResourceNotFoundException", () => payment.secrets("GetSecretValue", { SecretId: "none" })],
    ];
    for (const [code, call] of cases) {
      await fails(code, call);
    }
  },
};

let failed = 0;
for (const [name, journey] of Object.entries(journeys)) {
  try {
    await journey();
    console.log(`  ok      ${name}`);
  } catch (error) {
    failed++;
    console.log(`  FAILED  ${name}: ${error.message}`);
  }
}
[hub, shop, payment].forEach((each) => each.close());
process.exitCode = failed ? 1 : 0;
