package dev.byway.server;

import static dev.byway.server.TestClient.in;

import dev.byway.wire.nfs3.Access3;
import dev.byway.wire.nfs3.Commit3;
import dev.byway.wire.nfs3.Create3;
import dev.byway.wire.nfs3.Createhow3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Fsinfo3;
import dev.byway.wire.nfs3.Fsstat3;
import dev.byway.wire.nfs3.Ftype3;
import dev.byway.wire.nfs3.Getattr3;
import dev.byway.wire.nfs3.Link3;
import dev.byway.wire.nfs3.Lookup3;
import dev.byway.wire.nfs3.Mkdir3;
import dev.byway.wire.nfs3.Mknod3;
import dev.byway.wire.nfs3.Mknoddata3;
import dev.byway.wire.nfs3.Nfs3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.Pathconf3;
import dev.byway.wire.nfs3.Read3;
import dev.byway.wire.nfs3.Readdir3;
import dev.byway.wire.nfs3.Readdirplus3;
import dev.byway.wire.nfs3.Readlink3;
import dev.byway.wire.nfs3.Remove3;
import dev.byway.wire.nfs3.Rename3;
import dev.byway.wire.nfs3.Rmdir3;
import dev.byway.wire.nfs3.Sattr3;
import dev.byway.wire.nfs3.SetTime3;
import dev.byway.wire.nfs3.Setattr3;
import dev.byway.wire.nfs3.StableHow;
import dev.byway.wire.nfs3.Symlink3;
import dev.byway.wire.nfs3.Write3;
import dev.byway.wire.rpc.AuthSys;
import dev.byway.wire.rpc.CallHeader;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/// NFSv3 calls as bytes, by root, for tests that send them in unusual ways.
public final class NfsCalls {
  private static final int LAST_FRAGMENT = 0x8000_0000;
  private static final int LONGEST = (1 << 20) + 4096;
  private static final OpaqueAuth ROOT =
      new AuthSys(0, XdrString.of("test"), 0, 0, new int[0]).toOpaqueAuth();

  private NfsCalls() {}

  /// A whole call without a mark.
  public static byte[] call(int xid, Nfs3Procedure procedure, Consumer<XdrWriter> args) {
    return call(xid, Nfs3.PROGRAM, Nfs3.VERSION, procedure.number(), args);
  }

  public static byte[] call(
      int xid, int program, int version, int procedure, Consumer<XdrWriter> args) {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
    XdrWriter writer = new XdrWriter(buffer);
    CallHeader.encode(writer, xid, program, version, procedure, ROOT);
    args.accept(writer);
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /// The same as one fragment behind its mark.
  public static byte[] marked(byte[] call) {
    return ByteBuffer.allocate(Integer.BYTES + call.length)
        .putInt(call.length | LAST_FRAGMENT)
        .put(call)
        .array();
  }

  /// Good arguments of a procedure.
  ///
  /// @param dir a directory with a file `f`
  /// @param file a file
  public static Consumer<XdrWriter> args(
      Nfs3Procedure procedure, FileHandle3 dir, FileHandle3 file) {
    Sattr3 mode = mode(0644);
    return switch (procedure) {
      case NULL -> writer -> {};
      case GETATTR -> new Getattr3.Args(file)::encode;
      case SETATTR -> new Setattr3.Args(file, mode, null)::encode;
      case LOOKUP -> new Lookup3.Args(in(dir, "f"))::encode;
      case ACCESS -> new Access3.Args(file, 0x3f)::encode;
      case READLINK -> new Readlink3.Args(file)::encode;
      case READ -> new Read3.Args(file, 0, 4096)::encode;
      case WRITE ->
          new Write3.Args(file, 0, StableHow.UNSTABLE, ByteBuffer.wrap(new byte[333]))::encode;
      case CREATE -> new Create3.Args(in(dir, "new"), new Createhow3.Guarded(mode))::encode;
      case MKDIR -> new Mkdir3.Args(in(dir, "d"), mode(0755))::encode;
      case SYMLINK -> new Symlink3.Args(in(dir, "l"), mode, XdrString.of("target"))::encode;
      case MKNOD ->
          new Mknod3.Args(in(dir, "p"), new Mknoddata3.Pipe(Ftype3.NF3FIFO, mode))::encode;
      case REMOVE -> new Remove3.Args(in(dir, "gone"))::encode;
      case RMDIR -> new Rmdir3.Args(in(dir, "gone"))::encode;
      case RENAME -> new Rename3.Args(in(dir, "a"), in(dir, "b"))::encode;
      case LINK -> new Link3.Args(file, in(dir, "hard"))::encode;
      case READDIR -> new Readdir3.Args(dir, 0, 0, 4096)::encode;
      case READDIRPLUS -> new Readdirplus3.Args(dir, 0, 0, 4096, 8192)::encode;
      case FSSTAT -> new Fsstat3.Args(dir)::encode;
      case FSINFO -> new Fsinfo3.Args(dir)::encode;
      case PATHCONF -> new Pathconf3.Args(dir)::encode;
      case COMMIT -> new Commit3.Args(file, 0, 0)::encode;
    };
  }

  public static Sattr3 mode(int mode) {
    return new Sattr3(
        mode, null, null, null, SetTime3.DontChange.INSTANCE, SetTime3.DontChange.INSTANCE);
  }
}
