package dev.byway.client.rpc;

import dev.byway.base.Errno;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/// What it means that connecting failed.
final class ConnectFailure {
  private ConnectFailure() {}

  static Errno errno(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case SocketTimeoutException e -> Errno.ETIMEDOUT;
      case NoRouteToHostException e -> Errno.EHOSTUNREACH;
      case UnknownHostException e -> Errno.EHOSTUNREACH;
      case ConnectException e when message.contains("refused") -> Errno.ECONNREFUSED;
      case ConnectException e when message.contains("timed out") -> Errno.ETIMEDOUT;
      default -> message.contains("unreachable") ? Errno.ENETUNREACH : Errno.EIO;
    };
  }
}
