package dev.byway.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Asserts that calls fail as they should.
public final class Failures {
  private Failures() {}

  /// @param anyOf the errnos allowed, where POSIX leaves a choice
  public static void assertFails(ThrowingCallable call, Errno... anyOf) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown)
        .as("the call should fail with one of %s", (Object) anyOf)
        .isInstanceOf(ErrnoException.class);
    assertThat(((ErrnoException) thrown).errno()).isIn((Object[]) anyOf);
  }

  /// With whatever errno, but in the SPI's way.
  public static void assertFailsSomehow(ThrowingCallable call) {
    assertThat(catchThrowable(call)).isInstanceOf(ErrnoException.class);
  }
}
