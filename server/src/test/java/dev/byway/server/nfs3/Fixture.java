package dev.byway.server.nfs3;

import static dev.byway.server.TestClient.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.server.NfsServer;
import dev.byway.server.TestClient;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.nfs3.Create3;
import dev.byway.wire.nfs3.Createhow3;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Getattr3;
import dev.byway.wire.nfs3.Lookup3;
import dev.byway.wire.nfs3.Mkdir3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.nfs3.Read3;
import dev.byway.wire.nfs3.Sattr3;
import dev.byway.wire.nfs3.SetTime3;
import dev.byway.wire.nfs3.StableHow;
import dev.byway.wire.nfs3.Write3;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// A server over [MemoryVfs] with its root exported as `/data`, and a client that is root there.
final class Fixture implements AutoCloseable {
  final Vfs room = new MemoryVfs();
  final NfsServer server;
  final TestClient client;
  final FileHandle3 root;

  Fixture() throws Exception {
    this(ClientRule.DEFAULT.withSquash(Squash.NONE));
  }

  Fixture(ClientRule rule) throws Exception {
    server = NfsServer.builder().export("/data", room, rule).start();
    client = new TestClient(server.address()).as(0, 0);
    root = client.root("/data");
  }

  /// A room that stays open when its server closes it.
  static Vfs kept(Vfs room) {
    return new ForwardingVfs(room) {
      @Override
      public void close() {}
    };
  }

  static Sattr3 mode(int mode) {
    return new Sattr3(
        mode, null, null, null, SetTime3.DontChange.INSTANCE, SetTime3.DontChange.INSTANCE);
  }

  FileHandle3 file(String name) throws Exception {
    return file(root, name, 0644);
  }

  FileHandle3 file(FileHandle3 dir, String name, int mode) throws Exception {
    Create3.Res res = create(dir, name, new Createhow3.Guarded(mode(mode)));
    assertThat(res.status()).isEqualTo(NfsStat3.NFS3_OK);
    return Objects.requireNonNull(((Create3.Res.Ok) res).obj());
  }

  Create3.Res create(FileHandle3 dir, String name, Createhow3 how) throws Exception {
    return Create3.Res.decode(
        client.nfs(Nfs3Procedure.CREATE, new Create3.Args(in(dir, name), how)::encode));
  }

  FileHandle3 directory(String name, int mode) throws Exception {
    Mkdir3.Res res =
        Mkdir3.Res.decode(
            client.nfs(Nfs3Procedure.MKDIR, new Mkdir3.Args(in(root, name), mode(mode))::encode));
    assertThat(res.status()).isEqualTo(NfsStat3.NFS3_OK);
    return Objects.requireNonNull(((Mkdir3.Res.Ok) res).obj());
  }

  Lookup3.Res lookup(FileHandle3 dir, String name) throws Exception {
    return Lookup3.Res.decode(
        client.nfs(Nfs3Procedure.LOOKUP, new Lookup3.Args(in(dir, name))::encode));
  }

  Getattr3.Res getattr(FileHandle3 file) throws Exception {
    return Getattr3.Res.decode(client.nfs(Nfs3Procedure.GETATTR, new Getattr3.Args(file)::encode));
  }

  Fattr3 attributes(FileHandle3 file) throws Exception {
    Getattr3.Res res = getattr(file);
    assertThat(res.status()).isEqualTo(NfsStat3.NFS3_OK);
    return ((Getattr3.Res.Ok) res).objAttributes();
  }

  Read3.Res read(FileHandle3 file, long offset, int count) throws Exception {
    return Read3.Res.decode(
        client.nfs(Nfs3Procedure.READ, new Read3.Args(file, offset, count)::encode), count);
  }

  Write3.Res write(FileHandle3 file, long offset, String text, StableHow stable) throws Exception {
    ByteBuffer data = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    return Write3.Res.decode(
        client.nfs(Nfs3Procedure.WRITE, new Write3.Args(file, offset, stable, data)::encode));
  }

  static String text(Read3.Res res) {
    assertThat(res.status()).isEqualTo(NfsStat3.NFS3_OK);
    return StandardCharsets.UTF_8.decode(((Read3.Res.Ok) res).data().duplicate()).toString();
  }

  @Override
  public void close() throws Exception {
    client.close();
    server.close();
  }
}
