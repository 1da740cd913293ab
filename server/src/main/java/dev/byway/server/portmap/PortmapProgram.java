package dev.byway.server.portmap;

import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.server.rpc.RpcProgram;
import dev.byway.wire.WireException;
import dev.byway.wire.portmap.Mapping;
import dev.byway.wire.portmap.PmapDump;
import dev.byway.wire.portmap.PmapProcedure;
import dev.byway.wire.portmap.Portmap;
import dev.byway.wire.portmap.Rpcb;
import dev.byway.wire.portmap.RpcbDump;
import dev.byway.wire.portmap.RpcbProcedure;
import dev.byway.wire.portmap.UniversalAddress;
import dev.byway.wire.xdr.XdrString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The port mapper (program 100000, versions 2 to 4) for our own programs. Nobody can register
/// anything here: SET and UNSET answer `false`. It calls nobody on another's behalf.
public final class PortmapProgram implements RpcProgram {
  private static final XdrString OWNER = XdrString.of("superuser");
  private static final XdrString NOWHERE = XdrString.of("");

  private volatile List<Registration> registrations;

  public PortmapProgram(List<Registration> registrations) {
    this.registrations = List.copyOf(registrations);
  }

  /// What there is from now on: addresses are often known only after binding.
  public void registrations(List<Registration> now) {
    registrations = List.copyOf(now);
  }

  @Override
  public int number() {
    return Portmap.PROGRAM;
  }

  @Override
  public String name() {
    return "portmap";
  }

  @Override
  public int low() {
    return Portmap.PMAP_VERSION;
  }

  @Override
  public int high() {
    return Portmap.RPCB_VERSION_4;
  }

  @Override
  public @Nullable RpcProcedure procedure(int version, int number) {
    return version == Portmap.PMAP_VERSION ? pmap(number) : rpcb(version, number);
  }

  private @Nullable RpcProcedure pmap(int number) {
    PmapProcedure procedure = PmapProcedure.of(number);
    return switch (procedure) {
      case null -> null;
      case CALLIT -> null;
      case NULL -> new Answer(procedure.name(), call -> {});
      case SET, UNSET -> new Answer(procedure.name(), PortmapProgram::refuseMapping);
      case GETPORT -> new Answer(procedure.name(), this::port);
      case DUMP -> new Answer(procedure.name(), this::dumpPorts);
    };
  }

  private @Nullable RpcProcedure rpcb(int version, int number) {
    RpcbProcedure procedure = RpcbProcedure.of(number);
    boolean four = version == Portmap.RPCB_VERSION_4;
    return switch (procedure) {
      case null -> null;
      case CALLIT, UADDR2TADDR, TADDR2UADDR, INDIRECT, GETADDRLIST, GETSTAT -> null;
      case NULL -> new Answer(procedure.name(), call -> {});
      case SET, UNSET -> new Answer(procedure.name(), PortmapProgram::refuseRpcb);
      case GETADDR -> new Answer(procedure.name(), call -> address(call, false));
      case GETVERSADDR -> four ? new Answer(procedure.name(), call -> address(call, true)) : null;
      case DUMP -> new Answer(procedure.name(), this::dumpAddresses);
      case GETTIME ->
          new Answer(
              procedure.name(),
              call -> call.reply(4).int32((int) (System.currentTimeMillis() / 1000)));
    };
  }

  private static void refuseMapping(RpcCall call) throws WireException {
    Mapping.decode(call.args());
    call.reply(4).bool(false);
  }

  private static void refuseRpcb(RpcCall call) throws WireException {
    Rpcb.decode(call.args());
    call.reply(4).bool(false);
  }

  private void port(RpcCall call) throws WireException {
    Mapping asked = Mapping.decode(call.args());
    Registration found = null;
    for (Registration each : registrations) {
      if (each.program() == asked.prog() && each.protocol() == asked.prot()) {
        found = better(found, each, asked.vers());
      }
    }
    call.reply(4).int32(found == null ? 0 : found.address().getPort());
  }

  private void address(RpcCall call, boolean exact) throws WireException {
    Rpcb asked = Rpcb.decode(call.args());
    String netid = asked.netid().toString();
    Registration found = null;
    for (Registration each : registrations) {
      if (each.program() == asked.prog() && sameTransport(netid, each)) {
        found = better(found, each, asked.vers());
      }
    }
    if (found == null || exact && found.version() != asked.vers()) {
      call.reply(4).string(NOWHERE);
      return;
    }
    XdrString text = UniversalAddress.format(reachable(found, call));
    call.reply(text.encodedSize()).string(text);
  }

  /// A program that serves other versions than the one asked for is better than none: its
  /// PROG_MISMATCH says which.
  private static Registration better(@Nullable Registration old, Registration now, int version) {
    return old == null || now.version() == version ? now : old;
  }

  /// A wildcard socket takes both families.
  private static boolean sameTransport(String netid, Registration each) {
    return netid.equals(each.netid())
        || each.address().getAddress().isAnyLocalAddress() && netid.equals(each.netid() + "6");
  }

  /// Where this caller reaches it: with a wildcard, at the address that it used for asking.
  private static InetSocketAddress reachable(Registration registration, RpcCall call) {
    InetSocketAddress address = registration.address();
    if (!address.getAddress().isAnyLocalAddress()) {
      return address;
    }
    InetAddress local = call.connection().local().getAddress();
    return new InetSocketAddress(
        local.isAnyLocalAddress() ? localTowards(call.connection().peer()) : local,
        address.getPort());
  }

  /// UDP does not tell where a datagram was sent to: the address from which we would send to its
  /// sender. Connecting a datagram socket asks the routing table and sends nothing.
  private static InetAddress localTowards(InetSocketAddress peer) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(peer);
      return socket.getLocalAddress();
    } catch (IOException | UncheckedIOException e) {
      return InetAddress.getLoopbackAddress();
    }
  }

  private void dumpPorts(RpcCall call) {
    PmapDump dump =
        new PmapDump(
            registrations.stream()
                .map(
                    each ->
                        new Mapping(
                            each.program(),
                            each.version(),
                            each.protocol(),
                            each.address().getPort()))
                .toList());
    dump.encode(call.reply(dump.encodedSize()));
  }

  private void dumpAddresses(RpcCall call) {
    RpcbDump dump = new RpcbDump(registrations.stream().map(PortmapProgram::rpcb).toList());
    dump.encode(call.reply(dump.encodedSize()));
  }

  static Rpcb rpcb(Registration each) {
    return new Rpcb(
        each.program(),
        each.version(),
        XdrString.of(each.netid()),
        UniversalAddress.format(shown(each.address())),
        OWNER);
  }

  /// The wildcard as IPv4 writes it: so rpcbind wants it for netids without a 6.
  private static InetSocketAddress shown(InetSocketAddress address) {
    return address.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress("0.0.0.0", address.getPort())
        : address;
  }

  /// A procedure by its name and what it does.
  private record Answer(String name, Body body) implements RpcProcedure {
    private interface Body {
      void answer(RpcCall call) throws WireException;
    }

    @Override
    public void execute(RpcCall call) throws WireException {
      body.answer(call);
    }
  }
}
