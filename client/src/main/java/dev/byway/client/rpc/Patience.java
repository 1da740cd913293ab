package dev.byway.client.rpc;

import dev.byway.base.Errno;
import org.jspecify.annotations.Nullable;

/// How long calls wait for a server that does not answer, with nfs(5)'s names.
public enum Patience {
  /// For ever.
  HARD(null),
  /// For a time, then fail with EIO.
  SOFT(Errno.EIO),
  /// For a time, then fail with ETIMEDOUT.
  SOFTERR(Errno.ETIMEDOUT);

  private final @Nullable Errno failure;

  Patience(@Nullable Errno failure) {
    this.failure = failure;
  }

  /// What a call fails with in the end; null when it never does.
  @Nullable Errno failure() {
    return failure;
  }
}
