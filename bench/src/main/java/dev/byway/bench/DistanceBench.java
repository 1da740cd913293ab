package dev.byway.bench;

import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Name;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Vfs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/// A program that reads a file, or writes one, from start to end with plain calls, over lines of
/// several lengths: without a cache, and through the cache with several numbers of workers.
///
/// Every cell has a mount of its own whose cache is empty. Writing ends with a commit, whose time
/// counts.
public final class DistanceBench {
  private static final Name MADE = name("byway-bench.made");

  private final NfsUrl server;
  private final Name file;
  private final Caller caller;
  private final Plan plan;

  /// What to measure.
  ///
  /// @param roundTrips of the lines
  /// @param workers of the cache, one column each
  /// @param block bytes of one call of the program
  /// @param size bytes to read or write at most
  /// @param cell the time after which a cell ends if that is not done
  public record Plan(
      List<Duration> roundTrips, List<Integer> workers, int block, long size, Duration cell) {}

  /// One cell.
  ///
  /// @param workers of the cache; -1: without cache
  public record Rate(boolean write, Duration roundTrip, int workers, double mibPerSecond) {}

  /// @param server the directory; over the wire whatever its options say
  /// @param file in it, of the plan's size
  public DistanceBench(NfsUrl server, Name file, Caller caller, Plan plan) {
    this.server = server;
    this.file = file;
    this.caller = caller;
    this.plan = plan;
  }

  private static Name name(String text) {
    try {
      return Name.of(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// Measures everything.
  ///
  /// @param lines gets the table, line by line: MiB a second
  /// @return all cells
  public List<Rate> run(Consumer<String> lines) throws IOException {
    List<Rate> rates = new ArrayList<>();
    var heading = new StringBuilder("MiB/s  round trip  without cache");
    plan.workers.forEach(each -> heading.append(String.format("%5d workers", each)));
    lines.accept(heading.toString());
    for (boolean write : new boolean[] {false, true}) {
      for (Duration roundTrip : plan.roundTrips) {
        lines.accept(line(write, roundTrip, rates));
      }
    }
    return rates;
  }

  private String line(boolean write, Duration roundTrip, List<Rate> rates) throws IOException {
    double without = rate(write, roundTrip, -1);
    rates.add(new Rate(write, roundTrip, -1, without));
    double millis = roundTrip.toNanos() / 1e6;
    var line = new StringBuilder();
    line.append(write ? "write" : "read ");
    line.append(String.format(Locale.ROOT, "%8.1f ms  %15.0f", millis, without));
    for (int workers : plan.workers) {
      double rate = rate(write, roundTrip, workers);
      rates.add(new Rate(write, roundTrip, workers, rate));
      line.append(String.format(Locale.ROOT, "%6.0f %4.1fx", rate, rate / without));
    }
    return line.toString();
  }

  /// @param workers of the cache; -1: none
  private double rate(boolean write, Duration roundTrip, int workers) throws IOException {
    var address = new InetSocketAddress(server.host(), server.port());
    try (var relay = new TcpRelay(address, roundTrip.dividedBy(2));
        Vfs room = mount(relay, workers)) {
      return write ? write(room) : read(room);
    }
  }

  private Vfs mount(TcpRelay relay, int workers) throws IOException {
    InetSocketAddress near = relay.address();
    NfsUrl url = server.at(near.getHostString(), near.getPort()).with("localio", "off");
    return NfsMount.open(
        workers < 0
            ? url.with("cache", "off")
            : url.with("cache", "on").with("workers", Integer.toString(workers)));
  }

  private double read(Vfs room) throws IOException {
    var node = room.lookup(caller, room.root(), file).node();
    ByteBuffer buffer = ByteBuffer.allocateDirect(plan.block);
    long done = 0;
    long start = System.nanoTime();
    try (OpenFile open = room.open(caller, node, OpenHow.READ)) {
      while (done < plan.size && System.nanoTime() - start < plan.cell.toNanos()) {
        done += open.read(caller, buffer.clear(), done);
      }
    }
    return perSecond(done, start);
  }

  private double write(Vfs room) throws IOException {
    var how = new CreateHow.Unchecked(SetAttributes.ofMode(0600).withSize(0L));
    ByteBuffer buffer = ByteBuffer.allocateDirect(plan.block);
    long done = 0;
    long start = System.nanoTime();
    var made = room.create(caller, room.root(), MADE, how, OpenHow.WRITE);
    try (OpenFile open = Objects.requireNonNull(made.file())) {
      while (done < plan.size && System.nanoTime() - start < plan.cell.toNanos()) {
        done += open.write(caller, buffer.clear(), done, Stability.UNSTABLE).count();
      }
      open.commit(caller, 0, 0);
    }
    double rate = perSecond(done, start);
    room.unlink(caller, room.root(), MADE);
    return rate;
  }

  private static double perSecond(long bytes, long start) {
    return bytes / (double) (1 << 20) * 1e9 / (System.nanoTime() - start);
  }
}
