// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.core.ServiceIdentity;
import java.net.URI;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Where the platform runs: who speaks to AWS for each service, and what bus and queues are called
 * there. Closing it closes the clients.
 *
 * @param text as a person would say it
 * @param accountIds of the services; all the same where they share an account
 * @param bus name or ARN of the central bus
 * @param prefix of the queues' names
 */
record Site(
    String text,
    Map<Account, AwsClients> clients,
    Map<Account, String> accountIds,
    String region,
    String bus,
    String prefix)
    implements AutoCloseable {

  /** An endpoint at which each service has an account of its own; creates what is not there. */
  static Site ofAccounts(URI endpoint) {
    Map<Account, AwsClients> clients = new EnumMap<>(Account.class);
    Map<Account, String> ids = new EnumMap<>(Account.class);
    for (Account account : Account.values()) {
      clients.put(account, new AwsClients(endpoint, account));
      ids.put(account, account.id());
    }
    Site site =
        new Site(
            endpoint + "; each service in its own account",
            clients,
            ids,
            Account.REGION,
            Account.CENTRAL_BUS_ARN,
            "");
    Routing.deploy(site::aws);
    return site;
  }

  AwsClients aws(Account service) {
    return Objects.requireNonNull(clients.get(service), "Every account has clients.");
  }

  ServiceIdentity identity(Account service) {
    return new ServiceIdentity(service.service(), "1.0.0", accountIds.get(service), region);
  }

  String queue(Account service) {
    return prefix + service.service();
  }

  String deadLetters(Account service) {
    return prefix + Routing.deadLetters(service);
  }

  String queueArn(Account service) {
    return "arn:aws:sqs:" + region + ":" + accountIds.get(service) + ":" + queue(service);
  }

  String queueUrl(Account service, String queue) {
    return aws(service).sqs().getQueueUrl(request -> request.queueName(queue)).join().queueUrl();
  }

  @Override
  public void close() {
    Set<AwsClients> each = Collections.newSetFromMap(new IdentityHashMap<>());
    each.addAll(clients.values());
    AwsClients.closeAll(each);
  }
}
