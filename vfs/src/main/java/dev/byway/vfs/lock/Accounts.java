package dev.byway.vfs.lock;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// How many locks and waits each client has, and in which files. Thread-safe; clients do not meet.
final class Accounts {
  private final LockLimits limits;
  private final ConcurrentHashMap<LockClient, Account> clients = new ConcurrentHashMap<>();
  private final AtomicInteger total = new AtomicInteger();

  /// Guarded by its bin of the map.
  private static final class Account {
    private final Map<FileLocks, Integer> files = new HashMap<>();
    private int count;
  }

  Accounts(LockLimits limits) {
    this.limits = limits;
  }

  /// Notes a change.
  ///
  /// @param delta more of them, or fewer
  /// @throws ErrnoException ENOLCK too many, and nothing was noted
  void add(LockClient client, FileLocks file, int delta) throws ErrnoException {
    if (delta > 0) {
      if (total.addAndGet(delta) > limits.total()
          || !add(client, file, delta, limits.perClient())) {
        total.addAndGet(-delta);
        throw Errno.ENOLCK.exception();
      }
    } else if (delta < 0) {
      total.addAndGet(delta);
      add(client, file, delta, Integer.MAX_VALUE);
    }
  }

  private boolean add(LockClient client, FileLocks file, int delta, int most) {
    var fits = new boolean[1];
    clients.compute(
        client,
        (_, known) -> {
          Account account = known == null ? new Account() : known;
          fits[0] = account.count + delta <= most;
          if (fits[0]) {
            account.count += delta;
            account.files.merge(file, delta, (one, other) -> one + other == 0 ? null : one + other);
          }
          return account.count == 0 ? null : account;
        });
    return fits[0];
  }

  /// The files in which a client has something at this moment.
  List<FileLocks> files(LockClient client) {
    var found = new List<?>[] {List.of()};
    clients.computeIfPresent(
        client,
        (_, account) -> {
          found[0] = List.copyOf(account.files.keySet());
          return account;
        });
    @SuppressWarnings("unchecked")
    var files = (List<FileLocks>) found[0];
    return files;
  }

  int total() {
    return total.get();
  }
}
