package dev.byway.server.export;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.rpc.Credential;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcConnection;
import dev.byway.vfs.Caller;

/// As whom, and under which rule, the sender of a call uses an export. Worked out once for each
/// credential of a connection and kept in its slot, since it costs more than a cached READ.
public final class Admission {
  private final Export export;
  private final ClientRule rule;
  private final Caller caller;

  private Admission(Export export, ClientRule rule, Caller caller) {
    this.export = export;
    this.rule = rule;
    this.caller = caller;
  }

  /// @throws ErrnoException EACCES when this client may not use the export
  public static Admission of(RpcCall call, Export export) throws ErrnoException {
    Credential credential = call.credential();
    if (credential.slot() instanceof Admission kept && kept.export == export) {
      return kept;
    }
    Admission fresh = of(credential, call.connection(), export);
    credential.slot(fresh);
    return fresh;
  }

  /// The same, not kept.
  ///
  /// @throws ErrnoException EACCES when this client may not use the export
  public static Admission of(Credential credential, RpcConnection connection, Export export)
      throws ErrnoException {
    ClientRule rule = export.rule(connection.peer());
    if (rule == null) {
      throw Errno.EACCES.exception();
    }
    String origin = connection.peer().getAddress().getHostAddress();
    return new Admission(export, rule, rule.squashed(credential, origin));
  }

  public ClientRule rule() {
    return rule;
  }

  /// Squashed as the rule says; one who can wait.
  public Caller caller() {
    return caller;
  }
}
