// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Presents an opening brace before the token on which the parser stands, so that a record can be
 * bound from the middle of an object whose first members have been read. (Jackson would bind from a
 * member's name as well, but gives null when no members are left.)
 */
final class DetailParser extends JsonParserDelegate {
  private boolean atStart = true;

  DetailParser(JsonParser standingBehindReservedMembers) {
    super(standingBehindReservedMembers);
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    if (atStart) {
      atStart = false;
      return delegate.currentToken();
    }
    return delegate.nextToken();
  }

  @Override
  public @Nullable JsonToken nextValue() throws IOException {
    JsonToken token = nextToken();
    return token == JsonToken.FIELD_NAME ? nextToken() : token;
  }

  @Override
  public @Nullable String nextFieldName() throws IOException {
    if (atStart) {
      return nextToken() == JsonToken.FIELD_NAME ? delegate.currentName() : null;
    }
    return delegate.nextFieldName();
  }

  @Override
  public boolean nextFieldName(SerializableString expected) throws IOException {
    if (atStart) {
      return nextToken() == JsonToken.FIELD_NAME
          && expected.getValue().equals(delegate.currentName());
    }
    return delegate.nextFieldName(expected);
  }

  @Override
  public @Nullable JsonToken currentToken() {
    return atStart ? JsonToken.START_OBJECT : delegate.currentToken();
  }

  @Override
  @SuppressWarnings("deprecation") // Deserializers of older libraries still ask by the old name.
  public @Nullable JsonToken getCurrentToken() {
    return currentToken();
  }

  @Override
  public int currentTokenId() {
    return atStart ? JsonToken.START_OBJECT.id() : delegate.currentTokenId();
  }

  @Override
  @SuppressWarnings("deprecation") // As above.
  public int getCurrentTokenId() {
    return currentTokenId();
  }

  @Override
  public boolean hasCurrentToken() {
    return atStart || delegate.hasCurrentToken();
  }

  @Override
  public boolean hasToken(JsonToken token) {
    return atStart ? token == JsonToken.START_OBJECT : delegate.hasToken(token);
  }

  @Override
  public boolean hasTokenId(int id) {
    return atStart ? id == JsonToken.START_OBJECT.id() : delegate.hasTokenId(id);
  }

  @Override
  public boolean isExpectedStartObjectToken() {
    return atStart || delegate.isExpectedStartObjectToken();
  }

  @Override
  public boolean isExpectedStartArrayToken() {
    return !atStart && delegate.isExpectedStartArrayToken();
  }

  @Override
  public boolean isExpectedNumberIntToken() {
    return !atStart && delegate.isExpectedNumberIntToken();
  }
}
