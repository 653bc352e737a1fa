// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The whole platform in one process: every service with its own account, credentials, database,
 * outbox, queue and container.
 */
final class GroceryPlatform implements AutoCloseable {
  private final Site site;
  private final Map<Account, ServiceHost> services = new EnumMap<>(Account.class);
  private final Deque<Runnable> opened = new ArrayDeque<>();
  private final Observers observers = new Observers(new Trail(), new Traces());
  private final IdentityService identity;
  private final Shop shop;

  /**
   * Starts the services.
   *
   * @param site is closed with the platform
   * @param folder for databases that survive the process; empty for memory
   */
  GroceryPlatform(Site site, String folder) {
    this.site = site;
    this.identity = new IdentityService(folder);
    opened.push(identity::close);
    start(Account.PAYMENT, folder, new Payment(PaymentProvider.predictable()), Payment.TABLES);
    start(Account.SUBSCRIPTION, folder, new Subscription(), Subscription.TABLES);
    startWithMembers(Account.INVENTORY, folder, Inventory::new, Inventory.TABLES);
    startWithMembers(
        Account.ORDER_PROCESSING, folder, OrderProcessing::new, OrderProcessing.TABLES);
    ServiceHost web = start(Account.CUSTOMER_WEB, folder, new ShopDisplay(), Shop.TABLES);
    this.shop = new Shop(web.dataSource(), web.publisher(), identity);
  }

  private ServiceHost start(Account account, String folder, Object handlers, String... tables) {
    return start(account, new Database(folder, account.service(), tables), handlers);
  }

  private void startWithMembers(
      Account account, String folder, Function<Members, Object> handlers, String... tables) {
    Database database = new Database(folder, account.service(), tables);
    start(account, database, handlers.apply(new Members(database)));
  }

  private ServiceHost start(Account account, Database database, Object handlers) {
    ServiceHost host = opened(ServiceHost.start(account, site, observers, database, handlers));
    services.put(account, host);
    return host;
  }

  Shop shop() {
    return shop;
  }

  IdentityService identity() {
    return identity;
  }

  Observers observers() {
    return observers;
  }

  Database database(Account account) {
    return Objects.requireNonNull(services.get(account), "Every service is started.").database();
  }

  /** Messages in the queues of all services, those being handled included. */
  int waitingMessages() {
    return services.keySet().stream()
        .mapToInt(account -> messages(account, site.queue(account)))
        .sum();
  }

  /** Messages that some handler has given up. */
  int deadLetters() {
    return services.keySet().stream()
        .mapToInt(account -> messages(account, site.deadLetters(account)))
        .sum();
  }

  private int messages(Account account, String queue) {
    String url = site.queueUrl(account, queue);
    return messages(
        site.aws(account)
            .sqs()
            .getQueueAttributes(
                request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
            .join()
            .attributes());
  }

  /**
   * Those that wait, those being handled and those delayed; on AWS a number that is about right.
   */
  static int messages(Map<QueueAttributeName, String> attributes) {
    return attributes.entrySet().stream()
        .filter(
            attribute -> attribute.getKey().toString().startsWith("ApproximateNumberOfMessages"))
        .mapToInt(attribute -> Integer.parseInt(attribute.getValue()))
        .sum();
  }

  private ServiceHost opened(ServiceHost host) {
    opened.push(host::close);
    return host;
  }

  /** Closes in the order opposite to opening: containers and outboxes first, clients last. */
  @Override
  public void close() {
    opened.forEach(Runnable::run);
    site.close();
  }
}
