package dev.byway.client.localio;

import dev.byway.base.ErrnoException;
import dev.byway.linux.Credentials;
import dev.byway.net.localio.Neighbour;
import dev.byway.net.localio.Neighbourhood;
import dev.byway.net.localio.RendezvousFolder;
import dev.byway.vfs.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Whether the server is known to share this host: finds it, loses it, and looks for it again after
/// ever longer pauses. Any thread; one looks, and others meanwhile take what is known.
final class Acquaintance implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Acquaintance.class.getName());
  private static final SecureRandom RANDOM = new SecureRandom();

  private final LocalioWire wire;
  private final LocalioOptions options;
  private final Neighbour.Listener listener;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile State state = new State(null, "not looked for yet", System.nanoTime());
  private long pauseMillis;
  private boolean closed;

  /// @param neighbour null: not known
  /// @param reason for people: how it was met, or why it was not
  /// @param retryAt when to look again, as of [System#nanoTime]
  private record State(@Nullable Neighbour neighbour, String reason, long retryAt) {}

  /// @param listener also told when a neighbour goes; by then it is not known any more
  Acquaintance(LocalioWire wire, LocalioOptions options, Neighbour.Listener listener) {
    this.wire = wire;
    this.options = options;
    this.listener = listener;
    this.pauseMillis = options.retryMillis();
  }

  String reason() {
    return state.reason;
  }

  boolean isKnown() {
    return state.neighbour != null;
  }

  /// The server, if it is known to share this host; looks for it when it is time to.
  @Nullable Neighbour neighbour(Caller caller) {
    State now = state;
    if (now.neighbour == null && System.nanoTime() - now.retryAt >= 0 && looking.tryLock()) {
      try {
        if (state == now && !closed) {
          look(caller);
        }
      } finally {
        looking.unlock();
      }
    }
    return state.neighbour;
  }

  private void look(Caller caller) {
    try {
      UUID nonce = new UUID(RANDOM.nextLong(), RANDOM.nextLong());
      wire.uuidIsLocal(caller, nonce);
      Meeting meeting = new Meeting();
      Neighbour neighbour = Neighbourhood.meet(nonce, meeting);
      String how = "the server lives in this process";
      if (neighbour == null) {
        List<String> troubles = new ArrayList<>();
        for (RendezvousFolder folder : options.folders()) {
          neighbour = neighbour == null ? meetIn(folder, nonce, meeting, troubles) : neighbour;
        }
        how = neighbour == null ? String.join("; ", troubles) : meeting.how;
      }
      if (neighbour == null) {
        notMet(how);
      } else {
        met(neighbour, meeting, how);
      }
    } catch (ErrnoException e) {
      notMet("cannot ask the server: " + e.getMessage());
    }
  }

  private static @Nullable Neighbour meetIn(
      RendezvousFolder folder, UUID nonce, Meeting meeting, List<String> troubles) {
    List<Path> sockets;
    try {
      sockets = folder.sockets();
    } catch (ErrnoException e) {
      troubles.add(e.what());
      return null;
    }
    if (sockets.isEmpty()) {
      troubles.add("no server in " + folder.path());
    }
    for (Path socket : sockets) {
      try {
        meeting.how = "met the server at " + socket;
        return UnixNeighbour.meet(socket, nonce, Credentials.geteuid(), owner(folder), meeting);
      } catch (ErrnoException e) {
        troubles.add(socket + ": " + (e.what().isEmpty() ? e.getMessage() : e.what()));
      }
    }
    return null;
  }

  private static int owner(RendezvousFolder folder) {
    try {
      return (Integer) Files.getAttribute(folder.path(), "unix:uid");
    } catch (IOException e) {
      return 0;
    }
  }

  private void met(Neighbour neighbour, Meeting meeting, String how) {
    LOG.log(System.Logger.Level.DEBUG, how);
    pauseMillis = options.retryMillis();
    state = new State(neighbour, how, 0);
    meeting.met(neighbour);
  }

  private void notMet(String reason) {
    LOG.log(System.Logger.Level.DEBUG, "wire: " + reason);
    long pause = TimeUnit.MILLISECONDS.toNanos(pauseMillis);
    pauseMillis = Math.min(2 * pauseMillis, options.retryMaxMillis());
    state = new State(null, reason, System.nanoTime() + pause);
  }

  /// Hears what one neighbour says, also what it says before it is introduced.
  private final class Meeting implements Neighbour.Listener {
    private String how = "";
    private @Nullable Neighbour met;
    private @Nullable String goneWhy;

    void met(Neighbour neighbour) {
      String alreadyGone;
      synchronized (this) {
        met = neighbour;
        alreadyGone = goneWhy;
      }
      if (alreadyGone != null) {
        lose(neighbour, alreadyGone);
      }
    }

    @Override
    public void recalled(int slot, int generation, String reason) {
      listener.recalled(slot, generation, reason);
    }

    @Override
    public void gone(String reason) {
      Neighbour neighbour;
      synchronized (this) {
        goneWhy = reason;
        neighbour = met;
      }
      if (neighbour != null) {
        lose(neighbour, reason);
      }
    }
  }

  /// On the neighbour's own thread.
  private void lose(Neighbour neighbour, String reason) {
    State now = state;
    if (now.neighbour == neighbour) {
      long pause = TimeUnit.MILLISECONDS.toNanos(options.retryMillis());
      state = new State(null, reason, System.nanoTime() + pause);
      listener.gone(reason);
    }
    neighbour.close();
  }

  @Override
  public void close() {
    looking.lock();
    try {
      closed = true;
      State now = state;
      state = new State(null, "closed", System.nanoTime());
      if (now.neighbour != null) {
        now.neighbour.close();
      }
    } finally {
      looking.unlock();
    }
  }
}
