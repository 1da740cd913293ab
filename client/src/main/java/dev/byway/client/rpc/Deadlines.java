package dev.byway.client.rpc;

import dev.byway.base.Errno;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// When the time of a call is over: for the connection that has not brought its reply, and for the
/// call itself unless it waits for ever. Times are those of [System#nanoTime].
final class Deadlines {
  private final long timeoutNanos;
  private final long patienceNanos;
  private final @Nullable Errno failure;

  Deadlines(RpcSettings settings) {
    this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(settings.timeoutMillis());
    long tries = settings.retrans() + 1L;
    this.patienceNanos =
        tries > Long.MAX_VALUE / timeoutNanos ? Long.MAX_VALUE : tries * timeoutNanos;
    this.failure = settings.patience().failure();
  }

  /// The first of the two.
  long of(RpcCall call) {
    long resend = call.sentNanos + timeoutNanos;
    return failure == null
        ? resend
        : Math.min(resend - call.startedNanos, patienceNanos) + call.startedNanos;
  }

  /// What a call fails with that has waited for long enough; null when it goes on waiting.
  @Nullable Errno failure(RpcCall call, long now) {
    return now - call.startedNanos >= patienceNanos ? failure : null;
  }

  /// Whether the connection is to be given up because it has not brought this call's reply.
  ///
  /// @param progress when it last took something to send: until it has taken this call, that counts
  boolean isConnectionDead(RpcCall call, long progress, long now) {
    boolean unsent = call.state == RpcCall.State.QUEUED && progress - call.sentNanos > 0;
    return now - (unsent ? progress : call.sentNanos) >= timeoutNanos;
  }
}
