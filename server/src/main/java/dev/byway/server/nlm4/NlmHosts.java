package dev.byway.server.nlm4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.rpc.RpcConnection;
import dev.byway.vfs.Vfs;
import dev.byway.wire.nlm4.Nlm4;
import dev.byway.wire.nsm1.Nsm1;
import dev.byway.wire.nsm1.StatChge;
import dev.byway.wire.xdr.XdrString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The machines that lock, and those that did when the server was stopped: they are told of the
/// restart by their status monitors (NSM), and have a time to lock again what they held.
///
/// A program that locks by itself, as Byway's client does, is no machine: nobody says so when it
/// dies. It is known by its name ([#PROGRAM_MARK]), and loses its locks when it has had no
/// connection for a while.
public final class NlmHosts {
  /// What the names of single programs have in them.
  public static final String PROGRAM_MARK = "/byway-";

  private static final Logger LOG = System.getLogger(NlmHosts.class.getName());
  private static final int MOST = 10_000;

  private final Path file;
  private final Duration absence;
  private final Grace grace;
  private final ConcurrentHashMap<NlmHost.Key, NlmHost> hosts = new ConcurrentHashMap<>();

  /// Lines of the file; guarded by this.
  private final Set<String> written = new TreeSet<>();

  /// @param folder where the machines are remembered
  /// @param graceLength how long they have to lock again
  /// @param absence how long a program may be without a connection
  public NlmHosts(Path folder, Duration graceLength, Duration absence) throws IOException {
    this.file = folder.resolve("lock-clients");
    this.absence = absence;
    List<String> before = read(file);
    this.grace = new Grace(before.isEmpty() ? Duration.ZERO : graceLength);
    if (!before.isEmpty()) {
      Files.delete(file);
      Thread.ofPlatform().daemon().name("byway-nlm-notify").start(() -> notifyAll(before));
    }
  }

  Grace grace() {
    return grace;
  }

  private static List<String> read(Path file) throws IOException {
    try {
      return Files.readAllLines(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static void notifyAll(List<String> lines) {
    var told = new HashSet<String>();
    for (String line : lines) {
      String address = line.split(" ", 2)[0];
      if (!line.endsWith(" program") && told.add(address)) {
        try {
          notify(InetAddress.ofLiteral(address));
        } catch (IOException | IllegalArgumentException e) {
          LOG.log(Level.INFO, "{0} is not told of the restart: {1}", address, e.getMessage());
        }
      }
    }
  }

  /// SM_NOTIFY: its monitor knows us by our address.
  private static void notify(InetAddress host) throws IOException {
    var change = new StatChge(XdrString.of(InetAddress.getLocalHost().getHostName()), state());
    int port = OneCall.port(host, Nsm1.PROGRAM, Nsm1.VERSION);
    var unused =
        OneCall.make(
            host, port, Nsm1.PROGRAM, Nsm1.VERSION, Nsm1.SM_NOTIFY, change::encode, reader -> true);
  }

  /// Odd, and larger than at any start before.
  private static int state() {
    return (int) (System.currentTimeMillis() / 1000) | 1;
  }

  Collection<NlmHost> all() {
    return hosts.values();
  }

  /// @throws ErrnoException ENOLCK too many
  NlmHost of(InetAddress address, XdrString name) throws ErrnoException {
    var key = new NlmHost.Key(address, name);
    NlmHost known = hosts.get(key);
    if (known != null) {
      return known;
    }
    if (name.length() > Nlm4.LM_MAXSTRLEN || hosts.size() >= MOST) {
      throw Errno.ENOLCK.exception();
    }
    return hosts.computeIfAbsent(key, NlmHost::new);
  }

  boolean has(NlmHost host) {
    return hosts.get(host.key) == host;
  }

  /// Those of this name at an address; without one, all at the address.
  List<NlmHost> at(InetAddress address, XdrString name) {
    var found = new ArrayList<NlmHost>();
    var named = new ArrayList<NlmHost>();
    for (NlmHost host : hosts.values()) {
      if (host.key.address().equals(address) && !isProgram(host)) {
        found.add(host);
        if (host.key.name().equals(name)) {
          named.add(host);
        }
      }
    }
    return named.isEmpty() ? found : named;
  }

  private static boolean isProgram(NlmHost host) {
    return host.key.name().toString().contains(PROGRAM_MARK);
  }

  /// A host is about to lock: remembers it for the next start.
  void locks(NlmHost host, RpcConnection connection) throws ErrnoException {
    if (isProgram(host)) {
      connection.attachment(Connected.class, () -> new Connected(connection)).by(host);
    }
    if (host.isWritten()) {
      return;
    }
    synchronized (this) {
      if (!host.isWritten() && written.add(line(host))) {
        try {
          write();
        } catch (UncheckedIOException e) {
          written.remove(line(host));
          throw Errno.ENOLCK.exception("cannot remember the client: " + e.getMessage());
        }
        host.written(true);
      }
    }
  }

  private static String line(NlmHost host) {
    String name = HexFormat.of().formatHex(host.key.name().unsafeBytes());
    return host.key.address().getHostAddress() + " " + name + (isProgram(host) ? " program" : "");
  }

  private void write() {
    try {
      if (written.isEmpty()) {
        Files.deleteIfExists(file);
        return;
      }
      Path fresh = file.resolveSibling("lock-clients.new");
      Files.write(fresh, written, StandardCharsets.US_ASCII);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Gives up all that a host has.
  void forget(NlmHost host) {
    hosts.remove(host.key, host);
    unwrite(host);
    var rooms = new HashSet<Vfs>();
    host.files.values().forEach(each -> rooms.add(each.vfs));
    rooms.forEach(room -> room.releaseLocks(host.client));
    for (LockedFile each : host.files.values()) {
      synchronized (each) {
        each.close();
      }
    }
    host.files.clear();
  }

  /// A host without files has nothing to be remembered for.
  void forgetIfIdle(NlmHost host) {
    if (host.files.isEmpty() && host.isWritten()) {
      unwrite(host);
    }
    if (host.files.isEmpty() && hosts.size() > MOST / 2) {
      hosts.remove(host.key, host);
    }
  }

  private synchronized void unwrite(NlmHost host) {
    host.written(false);
    if (written.remove(line(host))) {
      try {
        write();
      } catch (UncheckedIOException e) {
        LOG.log(Level.WARNING, "a client stays remembered: {0}", e.getMessage());
      }
    }
  }

  /// The programs that lock by one connection.
  private final class Connected {
    private final RpcConnection connection;
    private final Set<NlmHost> programs = ConcurrentHashMap.newKeySet();

    Connected(RpcConnection connection) {
      this.connection = connection;
      connection.onClose(this::closed);
    }

    void by(NlmHost host) {
      if (programs.add(host)) {
        AtomicInteger count = host.connections;
        count.incrementAndGet();
        if (!connection.isOpen()) {
          closed();
        }
      }
    }

    private void closed() {
      for (NlmHost host : programs) {
        if (programs.remove(host) && host.connections.decrementAndGet() == 0) {
          Thread.ofVirtual().start(() -> await(host));
        }
      }
    }

    private void await(NlmHost host) {
      try {
        Thread.sleep(absence);
      } catch (InterruptedException nobodyDoes) {
        Thread.currentThread().interrupt();
      }
      if (host.connections.get() == 0) {
        forget(host);
      }
    }
  }
}
