// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls a handler method with a list of envelopes. Takes a handle of type {@code (List)Object}. */
record BatchInvoker(MethodHandle method) implements Invoker {
  @Nullable Object invoke(List<?> envelopes) throws Throwable {
    return (@Nullable Object) method.invokeExact(envelopes);
  }
}
