// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.compatibility;

import io.busbar.schema.shape.Shape;
import io.busbar.schema.shape.Shape.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for everything that one shape allows to be written and another refuses to read. Finding
 * nothing is a promise: no document that the writer's schema allows breaks the reader's. So
 * whatever cannot be decided is found.
 */
final class Subset {
  private final Reading reading;
  private final List<Mismatch> found = new ArrayList<>();

  /** What is being compared further up; to meet it again inside itself adds nothing. */
  private final Set<Pair> underWay;

  /** Compared by identity: shapes are made once for each schema. */
  private record Pair(Object writer, Object reader) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Pair pair && pair.writer == writer && pair.reader == reader;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(writer) + System.identityHashCode(reader);
    }
  }

  private Subset(Reading reading, Set<Pair> underWay) {
    this.reading = reading;
    this.underWay = underWay;
  }

  static List<Mismatch> mismatches(Shape writer, Shape reader, Reading reading) {
    Subset subset = new Subset(reading, new HashSet<>());
    subset.compare("$", writer, reader);
    return List.copyOf(subset.found);
  }

  private void compare(String path, Shape written, Shape read) {
    Shape writer = written.resolved();
    Shape reader = read.resolved();
    if (reader instanceof Shape.Any || writer instanceof Shape.Nothing) {
      return;
    }
    Pair pair = new Pair(writer, reader);
    if (!underWay.add(pair)) {
      return;
    }
    compareResolved(path, writer, reader);
    underWay.remove(pair);
  }

  private void compareResolved(String path, Shape writer, Shape reader) {
    if (writer instanceof Shape.Opaque || reader instanceof Shape.Opaque) {
      if (!writer.equals(reader)) {
        add(Rule.NOT_DECIDABLE, path, writer, reader);
      }
    } else if (writer instanceof Shape.Union union) {
      union.alternatives().forEach(each -> compare(path, each, reader));
    } else if (reader instanceof Shape.Union union) {
      compareWithUnion(path, writer, union);
    } else {
      compareSingle(path, writer, reader);
    }
  }

  private void compareSingle(String path, Shape writer, Shape reader) {
    if (writer instanceof Shape.Null && !(reader instanceof Shape.Null)) {
      add(Rule.NULL_NOT_EXPECTED, path, writer, reader);
    } else if (writer instanceof Shape.Struct from && reader instanceof Shape.Struct to) {
      compareStructs(path, from, to);
    } else if (writer instanceof Shape.Sequence from && reader instanceof Shape.Sequence to) {
      compareLists(path, from, to);
    } else if (writer instanceof Shape.Text from && reader instanceof Shape.Text to) {
      Values.texts(from, to).forEach(rule -> add(rule, path, writer, reader));
    } else if (writer instanceof Shape.Numeric from && reader instanceof Shape.Numeric to) {
      Values.numbers(from, to).forEach(rule -> add(rule, path, writer, reader));
    } else if (writer.getClass() != reader.getClass()) {
      add(Rule.TYPE_CHANGED, path, writer, reader);
    }
  }

  /** The alternative that is nearest tells what is wrong. */
  private void compareWithUnion(String path, Shape writer, Shape.Union reader) {
    List<Mismatch> nearest = null;
    for (Shape alternative : reader.alternatives()) {
      List<Mismatch> mismatches = attempt(path, writer, alternative);
      if (mismatches.isEmpty() && isAlone(writer, alternative, reader)) {
        return;
      }
      boolean near = !mismatches.isEmpty() && isNear(writer, alternative.resolved());
      if (near && (nearest == null || mismatches.size() < nearest.size())) {
        nearest = mismatches;
      }
    }
    if (nearest != null) {
      found.addAll(nearest);
    } else if (writer instanceof Shape.Null) {
      add(Rule.NULL_NOT_EXPECTED, path, writer, reader);
    } else if (writer instanceof Shape.Struct) {
      add(Rule.ALTERNATIVE_UNKNOWN, path, writer, reader);
    } else {
      add(Rule.TYPE_CHANGED, path, writer, reader);
    }
  }

  /** Of one kind, and not told apart by a discriminator. */
  private static boolean isNear(Shape writer, Shape alternative) {
    return Disjoint.sameKind(writer, alternative)
        && !(writer instanceof Shape.Struct && Disjoint.are(writer, alternative));
  }

  private List<Mismatch> attempt(String path, Shape writer, Shape reader) {
    Subset attempt = new Subset(reading, new HashSet<>(underWay));
    attempt.compare(path, writer, reader);
    return attempt.found;
  }

  /** Exactly one alternative of a oneOf may take the value. */
  private static boolean isAlone(Shape writer, Shape alternative, Shape.Union union) {
    return !union.exclusive()
        || union.alternatives().stream()
            .allMatch(each -> each == alternative || Disjoint.are(writer, each));
  }

  private void compareLists(String path, Shape.Sequence writer, Shape.Sequence reader) {
    if (reader.minItems() > writer.minItems() || reader.maxItems() < writer.maxItems()) {
      add(Rule.COUNT_EXCEEDED, path, writer, reader);
    }
    if (reader.unique() && !writer.unique() && writer.maxItems() > 1) {
      add(Rule.ELEMENT_TWICE, path, writer, reader);
    }
    if (writer.maxItems() > 0) {
      compare(path + "[*]", writer.items(), reader.items());
    }
  }

  private void compareStructs(String path, Shape.Struct writer, Shape.Struct reader) {
    Map<String, Member> unread = new LinkedHashMap<>(writer.members());
    reader
        .members()
        .forEach(
            (name, read) -> {
              Member written = unread.remove(name);
              compareMembers(path + "." + name, written, read, writer);
            });
    boolean ignored = reading == Reading.TOLERANT && reader.isClosed();
    if (!ignored) {
      unread.forEach((name, written) -> compareUnread(path + "." + name, written, reader));
      compareOthers(path, writer, reader);
    }
  }

  private void compareMembers(
      String path,
      @org.jspecify.annotations.Nullable Member written,
      Member read,
      Shape.Struct writer) {
    if (written == null) {
      if (read.required()) {
        found.add(new Mismatch(Rule.FIELD_MISSING, path, Words.ABSENT, Words.of(read)));
      } else if (!writer.isClosed() && !attempt(path, writer.others(), read.shape()).isEmpty()) {
        found.add(new Mismatch(Rule.OTHER_FIELDS, path, Words.of(writer.others()), Words.of(read)));
      }
      return;
    }
    if (read.required() && !written.required()) {
      found.add(new Mismatch(Rule.FIELD_NOT_ALWAYS_SENT, path, Words.of(written), Words.of(read)));
    }
    compare(path, written.shape(), read.shape());
  }

  /** A member that the reader does not name. */
  private void compareUnread(String path, Member written, Shape.Struct reader) {
    if (reader.isClosed()) {
      if (!(written.shape().resolved() instanceof Shape.Nothing)) {
        found.add(new Mismatch(Rule.FIELD_UNKNOWN, path, Words.of(written), Words.ABSENT));
      }
    } else {
      compare(path, written.shape(), reader.others());
    }
  }

  private void compareOthers(String path, Shape.Struct writer, Shape.Struct reader) {
    if (writer.isClosed()) {
      return;
    }
    if (reader.isClosed()) {
      found.add(
          new Mismatch(Rule.FIELD_UNKNOWN, path + ".*", Words.of(writer.others()), Words.ABSENT));
    } else {
      compare(path + ".*", writer.others(), reader.others());
    }
  }

  private void add(Rule rule, String path, Shape writer, Shape reader) {
    found.add(new Mismatch(rule, path, Words.of(writer), Words.of(reader)));
  }
}
