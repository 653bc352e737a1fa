// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MailboxTest {
  private static final int WRITERS = 4;
  private static final int EACH = 20_000;

  private final Mailbox mailbox = new Mailbox();

  @Test
  void givesMailInTheOrderInWhichItCame() {
    List<Mail> sent = pieces(5);
    sent.subList(0, 3).forEach(mailbox::put);
    assertThat(mailbox.poll()).isSameAs(sent.get(0));
    sent.subList(3, 5).forEach(mailbox::put);

    assertThat(readAll()).containsExactlyElementsOf(sent.subList(1, 5));
  }

  @Test
  void givesAChainInItsOrderAfterWhatCameBefore() {
    List<Mail> sent = pieces(4);
    mailbox.put(sent.get(0));
    sent.get(2).link = sent.get(1);
    mailbox.putChain(sent.get(1), sent.get(2));
    mailbox.put(sent.get(3));

    assertThat(readAll()).containsExactlyElementsOf(sent);
  }

  @Test
  void keepsNothingOfWhatHasBeenRead() {
    List<Mail> sent = pieces(3);
    sent.forEach(mailbox::put);

    assertThat(readAll()).extracting(mail -> mail.link).containsOnlyNulls();
  }

  /** As after a fault while the mail was being read. */
  @Test
  @Timeout(60)
  void doesNotWaitWhileThereIsMailThatWasTakenAndNotRead() {
    List<Mail> sent = pieces(2);
    sent.forEach(mailbox::put);
    mailbox.poll();

    mailbox.await(true);

    assertThat(mailbox.poll()).isSameAs(sent.get(1));
  }

  @Test
  @Timeout(60)
  void losesNoMailAndWakesItsReaderWhileManyWrite() throws Exception {
    List<List<Mail>> sent = Stream.generate(() -> pieces(EACH)).limit(WRITERS).toList();
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<? extends Future<?>> done =
          sent.stream().map(own -> writers.submit(() -> own.forEach(mailbox::put))).toList();
      List<Mail> read = new ArrayList<>();
      while (read.size() < WRITERS * EACH) {
        read.addAll(readAll());
        if (read.size() < WRITERS * EACH) {
          mailbox.await(false);
        }
      }

      for (Future<?> writer : done) {
        writer.get();
      }
      for (List<Mail> own : sent) {
        assertThat(read).containsSubsequence(own);
      }
      assertThat(mailbox.poll()).isNull();
    } finally {
      writers.shutdownNow();
    }
  }

  private List<Mail> readAll() {
    List<Mail> read = new ArrayList<>();
    for (Mail mail = mailbox.poll(); mail != null; mail = mailbox.poll()) {
      read.add(mail);
    }
    return read;
  }

  private static List<Mail> pieces(int count) {
    return Stream.<Mail>generate(() -> new RetryDue(List.of())).limit(count).toList();
  }
}
