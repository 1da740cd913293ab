package dev.byway.server.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.CachedFile;
import dev.byway.server.export.Export;
import dev.byway.server.export.ExportedNode;
import dev.byway.server.export.FileHandles;
import dev.byway.server.export.OpenFiles;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.vfs.Node;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Nfs3;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.nfs3.WccData;
import org.jspecify.annotations.Nullable;

/// What all procedures share. Any thread.
final class NfsDoor {
  /// How often a call opens a file anew that was closed, or changed hands, before it was used.
  static final int ATTEMPTS = 3;

  /// Preferred bytes of a listing.
  static final int LISTING_PREFERRED = 1 << 16;

  /// Most bytes of the results of what makes a node.
  static final int MAX_MADE =
      3 * Integer.BYTES + Nfs3.NFS3_FHSIZE + Fattr3.POST_OP_SIZE + WccData.MAX_SIZE;

  /// Most bytes of a listing: a client that asks for more gets this much.
  private static final int LISTING_MAX = 1 << 18;

  /// Fewest bytes of room for a listing: its head and end.
  private static final int LISTING_MIN = 256;

  private final FileHandles handles;
  private final OpenFiles openFiles;
  private final long verifier;

  /// @param verifier different each time the server starts, since then unstable data may be lost
  NfsDoor(FileHandles handles, OpenFiles openFiles, long verifier) {
    this.handles = handles;
    this.openFiles = openFiles;
    this.verifier = verifier;
  }

  OpenFiles openFiles() {
    return openFiles;
  }

  /// @throws ErrnoException EBADF, ESTALE for the handle; EACCES when this client may not use its
  ///     export; EAGAIN when the call cannot wait
  Target target(RpcCall call, FileHandle3 handle) throws ErrnoException {
    ExportedNode found = handles.resolve(handle.unsafeBytes(), call.nowait());
    return Target.of(call, found.export(), found.node());
  }

  /// The target's file, open, until [OpenFiles#drop].
  ///
  /// @throws ErrnoException as [dev.byway.vfs.Vfs#open]
  CachedFile open(Target target, boolean write) throws ErrnoException {
    return openFiles.open(target.vfs(), target.caller(), target.node(), write);
  }

  FileHandle3 handle(Export export, Node node) {
    return FileHandle3.of(handles.of(export, node).handle());
  }

  /// The status to answer for a failure.
  ///
  /// @throws ErrnoException the failure itself when it only means that the call must wait: a worker
  ///     calls again
  static NfsStat3 status(RpcCall call, ErrnoException failure) throws ErrnoException {
    if (failure.errno() == Errno.EAGAIN && call.nowait()) {
      throw failure;
    }
    return NfsStat3Mapping.of(failure.errno());
  }

  /// The attributes after a failure, for `post_op_attr`: null when they cannot be had.
  static @Nullable Fattr3 attributes(@Nullable Target target) {
    if (target == null) {
      return null;
    }
    try {
      return Attributes3.of(target.vfs().getattr(target.caller(), target.node()));
    } catch (ErrnoException e) {
      return null;
    }
  }

  /// What a failure leaves to say of a file that it did not change.
  static WccData wcc(@Nullable Target target) {
    return target == null ? WccData.NONE : new WccData(null, attributes(target));
  }

  /// Room for a listing of which the client wants so many bytes.
  ///
  /// @param count unsigned
  static int listingSize(RpcCall call, int count) {
    int max = Math.min(LISTING_MAX, call.maxResultBytes());
    int wanted = count < 0 || count > max ? max : count;
    return Math.min(max, Math.max(LISTING_MIN, wanted + Integer.BYTES));
  }

  /// The write verifier (§3.3.7): changes when the server was restarted, and when the room says
  /// that it lost data.
  long verifier(long roomVerifier) {
    return verifier ^ roomVerifier * 0x9e3779b97f4a7c15L;
  }
}
