// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.EventName;
import io.busbar.core.Instruments;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what instruments are told. */
final class HeardInstruments implements Instruments {
  private final List<String> heard = new CopyOnWriteArrayList<>();

  List<String> heard() {
    return heard;
  }

  long count(String line) {
    return heard.stream().filter(line::equals).count();
  }

  @Override
  public void published(EventName name, String bus, String errorCode) {
    heard.add("published " + bus + " " + errorCode);
  }

  @Override
  public void requestSent(int entries, int bytes, int chunks, long nanos) {
    heard.add("requestSent " + entries);
  }

  @Override
  public void entryRetried(String bus, String errorCode) {
    heard.add("entryRetried " + bus + " " + errorCode);
  }

  @Override
  public void possibleDuplicate(String bus) {
    heard.add("possibleDuplicate " + bus);
  }
}
