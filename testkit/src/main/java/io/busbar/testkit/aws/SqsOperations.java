// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.InMemoryOrganization;

/** The operations of SQS that are served. */
final class SqsOperations {
  private SqsOperations() {}

  static ServiceTable of(InMemoryOrganization organization) {
    QueueAddress address = new QueueAddress(organization);
    QueueAttributes attributes = new QueueAttributes(organization);
    QueueOperations queues = new QueueOperations(organization, address, attributes);
    QueueTagOperations tags = new QueueTagOperations(address);
    QueuePermissionOperations permissions = new QueuePermissionOperations(address, attributes);
    MoveTaskOperations moves = new MoveTaskOperations(organization, address);
    SendOperations sends = new SendOperations(address);
    ReceiveOperations receives = new ReceiveOperations(address);
    ReceiptOperations receipts = new ReceiptOperations(address);
    return ServiceTable.queryCompatibleJson10("AmazonSQS", SqsErrors::named)
        .on("CreateQueue", queues::create)
        .on("GetQueueUrl", queues::url)
        .on("ListQueues", queues::list)
        .on("DeleteQueue", queues::delete)
        .on("PurgeQueue", queues::purge)
        .on("GetQueueAttributes", queues::attributes)
        .on("SetQueueAttributes", queues::setAttributes)
        .on("TagQueue", tags::tag)
        .on("UntagQueue", tags::untag)
        .on("ListQueueTags", tags::list)
        .on("AddPermission", permissions::add)
        .on("RemovePermission", permissions::remove)
        .on("ListDeadLetterSourceQueues", moves::sources)
        .on("StartMessageMoveTask", moves::start)
        .on("CancelMessageMoveTask", moves::cancel)
        .on("ListMessageMoveTasks", moves::list)
        .on("SendMessage", sends::one)
        .on("SendMessageBatch", sends::batch)
        .later("ReceiveMessage", receives::receive)
        .on("DeleteMessage", receipts::delete)
        .on("DeleteMessageBatch", receipts::deleteBatch)
        .on("ChangeMessageVisibility", receipts::changeVisibility)
        .on("ChangeMessageVisibilityBatch", receipts::changeVisibilityBatch);
  }
}
