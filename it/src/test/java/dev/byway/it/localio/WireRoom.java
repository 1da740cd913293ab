package dev.byway.it.localio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.localio.LocalioWire;
import dev.byway.client.rpc.Credential;
import dev.byway.client.rpc.RpcCall;
import dev.byway.client.rpc.RpcClient;
import dev.byway.client.rpc.RpcSettings;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.WireException;
import dev.byway.wire.localio.Localio;
import dev.byway.wire.localio.LocalioProcedure;
import dev.byway.wire.localio.UuidIsLocal;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/// As much of an NFSv3 client as LOCALIO needs beneath it, counting what goes over the wire.
final class WireRoom extends ForwardingVfs implements LocalioWire {
  private static final int NFS = 100003;
  private static final int MOUNT = 100005;

  private final RpcClient rpc;
  private final HandleNode root;

  WireRoom(InetSocketAddress server, String export) throws ErrnoException {
    super(new MemoryVfs());
    rpc = RpcClient.connect(server, RpcSettings.DEFAULT.withTimeoutMillis(2000).withConnections(4));
    root = new HandleNode(mount(export));
  }

  record HandleNode(FileHandle3 handle3) implements Node {
    @Override
    public byte[] handle() {
      return handle3.bytes();
    }
  }

  private interface Encoder {
    void encode(XdrWriter out);
  }

  private interface Decoder<T> {
    T decode(XdrReader in) throws WireException;
  }

  private <T> T call(Caller caller, int program, int procedure, Encoder encoder, Decoder<T> decoder)
      throws ErrnoException {
    int version = program == Localio.PROGRAM ? 1 : 3;
    var call =
        new RpcCall(program, version, procedure, Credential.sys(caller, "test")) {
          private T result;

          @Override
          protected void encode(XdrWriter arguments) {
            encoder.encode(arguments);
          }

          @Override
          protected int decode(XdrReader results) throws WireException {
            result = decoder.decode(results);
            return 0;
          }
        };
    rpc.call(call);
    return call.result;
  }

  private FileHandle3 mount(String export) throws ErrnoException {
    byte[] path = export.getBytes(StandardCharsets.UTF_8);
    int[] status = new int[1];
    FileHandle3 handle =
        call(
            Caller.ROOT,
            MOUNT,
            1,
            out -> out.opaque(path),
            in -> {
              status[0] = in.int32();
              return status[0] == 0 ? FileHandle3.decode(in) : null;
            });
    check(status[0]);
    return handle;
  }

  private static void check(int status) throws ErrnoException {
    if (status != 0) {
      throw (status == 10001 ? Errno.EBADF : Errno.of(status == 70 ? 116 : status)).exception();
    }
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public Entry lookup(Caller caller, Node directory, Name name) throws ErrnoException {
    int[] status = new int[1];
    FileHandle3 handle =
        call(
            caller,
            NFS,
            3,
            out -> {
              ((HandleNode) directory).handle3.encode(out);
              out.opaque(name.bytes());
            },
            in -> {
              status[0] = in.int32();
              return status[0] == 0 ? FileHandle3.decode(in) : null;
            });
    check(status[0]);
    Node node = new HandleNode(handle);
    return new Entry(node, getattr(caller, node));
  }

  @Override
  public Attributes getattr(Caller caller, Node node) throws ErrnoException {
    int[] status = new int[1];
    Attributes attributes =
        call(
            caller,
            NFS,
            1,
            out -> ((HandleNode) node).handle3.encode(out),
            in -> {
              status[0] = in.int32();
              return status[0] == 0 ? attributes(in) : null;
            });
    check(status[0]);
    return attributes;
  }

  private static Attributes attributes(XdrReader in) throws WireException {
    int type = in.int32();
    int mode = in.int32();
    int nlink = in.int32();
    int uid = in.int32();
    int gid = in.int32();
    long size = in.int64();
    long used = in.int64();
    int major = in.int32();
    int minor = in.int32();
    long fsid = in.int64();
    long fileid = in.int64();
    long atime = Attributes.time(in.int32(), in.int32());
    long mtime = Attributes.time(in.int32(), in.int32());
    long ctime = Attributes.time(in.int32(), in.int32());
    FileType fileType = type == 2 ? FileType.DIRECTORY : FileType.REGULAR;
    return new Attributes(
        fileType, mode, nlink, uid, gid, size, used, major, minor, fsid, fileid, atime, mtime,
        ctime, ctime);
  }

  @Override
  public OpenFile open(Caller caller, Node node, OpenHow how) {
    return new WireFile((HandleNode) node, how);
  }

  @Override
  public void uuidIsLocal(Caller caller, UUID uuid) throws ErrnoException {
    call(
        caller,
        Localio.PROGRAM,
        LocalioProcedure.UUID_IS_LOCAL.number(),
        out -> new UuidIsLocal(uuid).encode(out),
        in -> uuid);
  }

  @Override
  public byte[] handle(Node node) {
    return node.handle();
  }

  @Override
  public String describe(Node node) {
    return ((HandleNode) node).handle3.toString();
  }

  @Override
  public void close() {
    rpc.close();
    super.close();
  }

  private final class WireFile implements OpenFile {
    private final HandleNode node;
    private final OpenHow how;

    WireFile(HandleNode node, OpenHow how) {
      this.node = node;
      this.how = how;
    }

    @Override
    public Node node() {
      return node;
    }

    @Override
    public OpenHow how() {
      return how;
    }

    @Override
    public int read(Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
      int[] status = new int[1];
      byte[] data =
          call(
              caller,
              NFS,
              6,
              out -> {
                node.handle3.encode(out);
                out.int64(offset);
                out.int32(dst.remaining());
              },
              in -> {
                status[0] = in.int32();
                if (in.bool()) {
                  attributes(in);
                }
                if (status[0] != 0) {
                  return null;
                }
                in.int32();
                in.bool();
                return in.opaque(1 << 20);
              });
      check(status[0]);
      dst.put(data);
      return data.length;
    }

    @Override
    public Written write(Caller caller, ByteBuffer src, long offset, Stability stability)
        throws ErrnoException {
      byte[] data = new byte[Math.min(src.remaining(), 4096)];
      src.get(src.position(), data);
      long[] result = new long[3];
      call(
          caller,
          NFS,
          7,
          out -> {
            node.handle3.encode(out);
            out.int64(offset);
            out.int32(data.length);
            out.int32(stability.ordinal());
            out.opaque(data);
          },
          in -> {
            result[0] = in.int32();
            skipWcc(in);
            if (result[0] == 0) {
              result[1] = in.int32();
              in.int32();
              result[2] = in.int64();
            }
            return in;
          });
      check((int) result[0]);
      int count = (int) result[1];
      src.position(src.position() + count);
      return new Written(count, stability, Change.UNKNOWN, result[2]);
    }

    @Override
    public long commit(Caller caller, long offset, long count) throws ErrnoException {
      long[] result = new long[2];
      call(
          caller,
          NFS,
          21,
          out -> {
            node.handle3.encode(out);
            out.int64(offset);
            out.int32((int) count);
          },
          in -> {
            result[0] = in.int32();
            skipWcc(in);
            result[1] = result[0] == 0 ? in.int64() : 0;
            return in;
          });
      check((int) result[0]);
      return result[1];
    }

    private static void skipWcc(XdrReader in) throws WireException {
      if (in.bool()) {
        in.fixedOpaque(24);
      }
      if (in.bool()) {
        attributes(in);
      }
    }

    @Override
    public Attributes getattr(Caller caller) throws ErrnoException {
      return WireRoom.this.getattr(caller, node);
    }

    @Override
    public Change setattr(Caller caller, SetAttributes attributes) {
      throw new UnsupportedOperationException(Arrays.toString(node.handle()));
    }

    @Override
    public void close() {}
  }
}
