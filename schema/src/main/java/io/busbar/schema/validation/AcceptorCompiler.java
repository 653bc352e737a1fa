// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.validation;

import com.fasterxml.jackson.core.JsonToken;
import com.networknt.schema.regex.JDKRegularExpressionFactory;
import com.networknt.schema.regex.RegularExpressionFactory;
import io.busbar.schema.shape.Shape;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Makes acceptors of shapes; where it cannot, the acceptor is never sure. */
final class AcceptorCompiler {
  /** The validator's own, so that both read an expression alike. */
  private static final RegularExpressionFactory EXPRESSIONS =
      JDKRegularExpressionFactory.getInstance();

  private static final int BITS = Long.SIZE;

  private final Map<String, Acceptor> definitions = new HashMap<>();

  private AcceptorCompiler() {}

  static Acceptor compile(Shape shape) {
    return new AcceptorCompiler().acceptor(shape);
  }

  private Acceptor acceptor(Shape shape) {
    if (shape instanceof Shape.Reference reference) {
      return named(reference);
    }
    if (shape instanceof Shape.Text text) {
      return text(text);
    }
    if (shape instanceof Shape.Numeric number) {
      return Acceptor.Numeric.of(number);
    }
    if (shape instanceof Shape.Sequence list) {
      return list.unique()
          ? Acceptor.NONE
          : new Acceptor.Sequence(acceptor(list.items()), list.minItems(), list.maxItems());
    }
    if (shape instanceof Shape.Struct struct) {
      return struct(struct);
    }
    if (shape instanceof Shape.Union union) {
      return union(union);
    }
    return simple(shape);
  }

  private static Acceptor simple(Shape shape) {
    if (shape instanceof Shape.Any) {
      return Acceptor.ANY;
    }
    if (shape instanceof Shape.Null) {
      return Acceptor.NULL;
    }
    return shape instanceof Shape.Bool ? Acceptor.BOOL : Acceptor.NONE;
  }

  private Acceptor named(Shape.Reference reference) {
    String name = reference.toString();
    Acceptor known = definitions.get(name);
    if (known != null) {
      return known;
    }
    definitions.put(name, new Acceptor.Later(definitions, name));
    Acceptor made = acceptor(reference.target());
    definitions.put(name, made);
    return made;
  }

  private static Acceptor text(Shape.Text shape) {
    String format = shape.format();
    Predicate<String> known = format == null ? null : Formats.sure(format);
    if (format != null && known == null) {
      return Acceptor.NONE;
    }
    try {
      String pattern = shape.pattern();
      return Acceptor.Text.of(
          shape, pattern == null ? null : EXPRESSIONS.getRegularExpression(pattern), known);
    } catch (PatternSyntaxException notOfJava) {
      return Acceptor.NONE;
    }
  }

  private Acceptor struct(Shape.Struct shape) {
    Map<String, Acceptor.Struct.Member> members = new HashMap<>();
    long required = 0;
    int next = 0;
    for (Map.Entry<String, Shape.Member> each : shape.members().entrySet()) {
      long bit = 0;
      if (each.getValue().required()) {
        if (next == BITS) {
          return Acceptor.NONE;
        }
        bit = 1L << next++;
        required |= bit;
      }
      members.put(
          each.getKey(), new Acceptor.Struct.Member(acceptor(each.getValue().shape()), bit));
    }
    return new Acceptor.Struct(
        members, required, shape.isClosed() ? null : acceptor(shape.others()));
  }

  private Acceptor union(Shape.Union union) {
    Acceptor byToken = byToken(union.alternatives());
    if (byToken != null) {
      return byToken;
    }
    Acceptor discriminated = discriminated(union.alternatives());
    return discriminated == null ? Acceptor.NONE : discriminated;
  }

  private @Nullable Acceptor byToken(List<Shape> alternatives) {
    Map<JsonToken, Acceptor> byToken = new EnumMap<>(JsonToken.class);
    for (Shape alternative : alternatives) {
      List<JsonToken> tokens = firstTokens(alternative.resolved());
      Acceptor acceptor = acceptor(alternative);
      boolean alone =
          !tokens.isEmpty()
              && tokens.stream().allMatch(token -> byToken.put(token, acceptor) == null);
      if (!alone) {
        return null;
      }
    }
    return new Acceptor.ByToken(byToken);
  }

  /** A union in a union has no tokens of its own here, unless it is what makes it nullable. */
  private static List<JsonToken> firstTokens(Shape shape) {
    if (shape instanceof Shape.Text) {
      return List.of(JsonToken.VALUE_STRING);
    }
    if (shape instanceof Shape.Numeric) {
      return List.of(JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_NUMBER_FLOAT);
    }
    if (shape instanceof Shape.Bool) {
      return List.of(JsonToken.VALUE_TRUE, JsonToken.VALUE_FALSE);
    }
    if (shape instanceof Shape.Null) {
      return List.of(JsonToken.VALUE_NULL);
    }
    if (shape instanceof Shape.Sequence) {
      return List.of(JsonToken.START_ARRAY);
    }
    boolean objects =
        shape instanceof Shape.Struct
            || (shape instanceof Shape.Union union
                && union.alternatives().stream()
                    .allMatch(each -> each.resolved() instanceof Shape.Struct));
    return objects ? List.of(JsonToken.START_OBJECT) : List.of();
  }

  private @Nullable Acceptor discriminated(List<Shape> alternatives) {
    if (!(alternatives.get(0).resolved() instanceof Shape.Struct first)) {
      return null;
    }
    for (String candidate : first.members().keySet()) {
      Map<String, Acceptor.Struct> byValue = new HashMap<>();
      if (alternatives.stream().allMatch(each -> add(byValue, each, candidate))) {
        return new Acceptor.Discriminated(candidate, byValue);
      }
    }
    return null;
  }

  /** Whether one value of the member stands for this alternative and no other. */
  private boolean add(
      Map<String, Acceptor.Struct> byValue, Shape alternative, String discriminator) {
    if (!(alternative.resolved() instanceof Shape.Struct struct)) {
      return false;
    }
    Shape.Member member = struct.members().get(discriminator);
    Set<String> values =
        member != null && member.required() && member.shape() instanceof Shape.Text text
            ? text.values()
            : null;
    return values != null
        && values.size() == 1
        && acceptor(struct) instanceof Acceptor.Struct acceptor
        && byValue.put(values.iterator().next(), acceptor) == null;
  }
}
