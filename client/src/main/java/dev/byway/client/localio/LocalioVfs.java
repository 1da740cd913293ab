package dev.byway.client.localio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.net.localio.Neighbour;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Capabilities;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Vfs;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// An NFS room whose files are read and written directly where its server shares this host, and
/// over the wire elsewhere. Names, attributes and permission stay with the server.
public final class LocalioVfs extends ForwardingVfs implements Neighbour.Listener {
  private final LocalioWire wire;
  private final LocalioOptions options;
  private final Acquaintance acquaintance;
  private final GrantCache grants;
  private final Verifiers verifiers = new Verifiers();
  private final Set<LocalFile> open = ConcurrentHashMap.newKeySet();
  private final LongAdder wireCalls = new LongAdder();
  private final LongAdder wireBytes = new LongAdder();

  /// @param next the NFS room, closed with this one
  /// @param wire the same room's connection
  public LocalioVfs(Vfs next, LocalioWire wire, LocalioOptions options) {
    super(next);
    this.wire = wire;
    this.options = options;
    this.acquaintance = new Acquaintance(wire, options, this);
    this.grants = new GrantCache(options.idleMillis());
  }

  /// With what open files can do while they have a grant.
  @Override
  public Capabilities capabilities() {
    Capabilities wire = next().capabilities();
    if (!options.enabled()) {
      return wire;
    }
    Set<Feature> features = EnumSet.of(Feature.FALLOCATE, Feature.SEEK, Feature.COPY_FILE_RANGE);
    features.addAll(wire.features());
    return wire.with(features);
  }

  @Override
  public OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
    return local(caller, next().open(caller, node, how));
  }

  @Override
  public Created create(
      Caller caller, Node directory, Name name, CreateHow how, @Nullable OpenHow openHow)
      throws ErrnoException {
    Created created = next().create(caller, directory, name, how, openHow);
    OpenFile file = created.file();
    return file == null
        ? created
        : new Created(created.entry(), created.directory(), local(caller, file), created.fresh());
  }

  private OpenFile local(Caller caller, OpenFile file) {
    LocalFile local = new LocalFile(this, caller, file);
    open.add(local);
    return local;
  }

  /// Which road every open file takes, and why.
  public RoadReport report() {
    boolean known = acquaintance.isKnown();
    String reason = options.enabled() ? acquaintance.reason() : "LOCALIO is off at this client";
    var calls =
        new RoadReport.Calls(grants.calls(), grants.bytes(), wireCalls.sum(), wireBytes.sum());
    List<RoadReport.File> files = open.stream().map(LocalFile::report).toList();
    return new RoadReport(known ? RoadReport.BYWAY : RoadReport.WIRE, reason, calls, files);
  }

  /// @throws ErrnoException there is none, and the message says why
  Grant grant(Caller caller, Node node, boolean read, boolean write) throws ErrnoException {
    if (!options.enabled()) {
      throw Errno.ENOTSUP.exception("LOCALIO is off at this client");
    }
    Neighbour neighbour = acquaintance.neighbour(caller);
    if (neighbour == null) {
      throw Errno.ENOTSUP.exception(acquaintance.reason());
    }
    var key = new Grant.Key(node, wire.identity(caller), read, write);
    return grants.acquire(neighbour, key, wire.handle(node));
  }

  @Override
  public void recalled(int slot, int generation, String reason) {
    grants.recalled(slot, generation);
  }

  @Override
  public void gone(String reason) {
    grants.forgetAll();
  }

  boolean isOn() {
    return options.enabled();
  }

  GrantCache grants() {
    return grants;
  }

  Verifiers verifiers() {
    return verifiers;
  }

  /// How long a file without a grant waits before it asks again, after it waited so long.
  int pauseAfter(int millis) {
    return Math.clamp(2L * millis, options.retryMillis(), options.retryMaxMillis());
  }

  String reasonWithoutGrant() {
    return acquaintance.isKnown() ? "the server took the grant back" : acquaintance.reason();
  }

  String describe(Node node) {
    return wire.describe(node);
  }

  void countWire(int bytes) {
    wireCalls.increment();
    wireBytes.add(bytes);
  }

  void closed(LocalFile file) {
    open.remove(file);
  }

  static String text(ErrnoException e) {
    return e.what().isEmpty() ? String.valueOf(e.getMessage()) : e.what();
  }

  @Override
  public void close() {
    grants.close();
    acquaintance.close();
    super.close();
  }
}
