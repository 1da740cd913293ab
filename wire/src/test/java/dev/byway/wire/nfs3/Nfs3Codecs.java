package dev.byway.wire.nfs3;

import dev.byway.wire.Codec;
import dev.byway.wire.Values;
import java.util.List;

/// All messages of NFS version 3, in the order of the procedures' numbers from 1.
public final class Nfs3Codecs {
  /// Most bytes of READ and WRITE data in the tests.
  private static final int MAX_DATA = 5000;

  public static final List<Codec<?>> ARGS =
      List.of(
          new Codec<>(
              "GETATTR3args",
              v -> new Getattr3.Args(v.handle()),
              Getattr3.Args::encode,
              Getattr3.Args::decode),
          new Codec<>(
              "SETATTR3args",
              v -> new Setattr3.Args(v.handle(), v.sattr(), v.maybe(v::time)),
              Setattr3.Args::encode,
              Setattr3.Args::decode),
          new Codec<>(
              "LOOKUP3args",
              v -> new Lookup3.Args(v.dirop()),
              Lookup3.Args::encode,
              Lookup3.Args::decode),
          new Codec<>(
              "ACCESS3args",
              v -> new Access3.Args(v.handle(), v.int32()),
              Access3.Args::encode,
              Access3.Args::decode),
          new Codec<>(
              "READLINK3args",
              v -> new Readlink3.Args(v.handle()),
              Readlink3.Args::encode,
              Readlink3.Args::decode),
          new Codec<>(
              "READ3args",
              v -> new Read3.Args(v.handle(), v.int64(), v.int32()),
              Read3.Args::encode,
              Read3.Args::decode),
          new Codec<>(
              "WRITE3args",
              v -> new Write3.Args(v.handle(), v.int64(), v.stable(), v.data(MAX_DATA)),
              Write3.Args::encode,
              r -> Write3.Args.decode(r, MAX_DATA)),
          new Codec<>(
              "CREATE3args",
              v -> new Create3.Args(v.dirop(), v.createhow()),
              Create3.Args::encode,
              Create3.Args::decode),
          new Codec<>(
              "MKDIR3args",
              v -> new Mkdir3.Args(v.dirop(), v.sattr()),
              Mkdir3.Args::encode,
              Mkdir3.Args::decode),
          new Codec<>(
              "SYMLINK3args",
              v -> new Symlink3.Args(v.dirop(), v.sattr(), v.path()),
              Symlink3.Args::encode,
              Symlink3.Args::decode),
          new Codec<>(
              "MKNOD3args",
              v -> new Mknod3.Args(v.dirop(), v.mknoddata()),
              Mknod3.Args::encode,
              Mknod3.Args::decode),
          new Codec<>(
              "REMOVE3args",
              v -> new Remove3.Args(v.dirop()),
              Remove3.Args::encode,
              Remove3.Args::decode),
          new Codec<>(
              "RMDIR3args",
              v -> new Rmdir3.Args(v.dirop()),
              Rmdir3.Args::encode,
              Rmdir3.Args::decode),
          new Codec<>(
              "RENAME3args",
              v -> new Rename3.Args(v.dirop(), v.dirop()),
              Rename3.Args::encode,
              Rename3.Args::decode),
          new Codec<>(
              "LINK3args",
              v -> new Link3.Args(v.handle(), v.dirop()),
              Link3.Args::encode,
              Link3.Args::decode),
          new Codec<>(
              "READDIR3args",
              v -> new Readdir3.Args(v.handle(), v.int64(), v.int64(), v.int32()),
              Readdir3.Args::encode,
              Readdir3.Args::decode),
          new Codec<>(
              "READDIRPLUS3args",
              v -> new Readdirplus3.Args(v.handle(), v.int64(), v.int64(), v.int32(), v.int32()),
              Readdirplus3.Args::encode,
              Readdirplus3.Args::decode),
          new Codec<>(
              "FSSTAT3args",
              v -> new Fsstat3.Args(v.handle()),
              Fsstat3.Args::encode,
              Fsstat3.Args::decode),
          new Codec<>(
              "FSINFO3args",
              v -> new Fsinfo3.Args(v.handle()),
              Fsinfo3.Args::encode,
              Fsinfo3.Args::decode),
          new Codec<>(
              "PATHCONF3args",
              v -> new Pathconf3.Args(v.handle()),
              Pathconf3.Args::encode,
              Pathconf3.Args::decode),
          new Codec<>(
              "COMMIT3args",
              v -> new Commit3.Args(v.handle(), v.int64(), v.int32()),
              Commit3.Args::encode,
              Commit3.Args::decode));

  public static final List<Codec<?>> RES =
      List.of(
          new Codec<Getattr3.Res>(
              "GETATTR3res",
              v ->
                  v.bool() ? new Getattr3.Res.Ok(v.attributes()) : new Getattr3.Res.Fail(v.error()),
              Getattr3.Res::encode,
              Getattr3.Res::decode),
          new Codec<Setattr3.Res>(
              "SETATTR3res",
              v ->
                  v.bool()
                      ? new Setattr3.Res.Ok(v.wcc())
                      : new Setattr3.Res.Fail(v.error(), v.wcc()),
              Setattr3.Res::encode,
              Setattr3.Res::decode),
          new Codec<Lookup3.Res>(
              "LOOKUP3res",
              v ->
                  v.bool()
                      ? new Lookup3.Res.Ok(v.handle(), v.postOp(), v.postOp())
                      : new Lookup3.Res.Fail(v.error(), v.postOp()),
              Lookup3.Res::encode,
              Lookup3.Res::decode),
          new Codec<Access3.Res>(
              "ACCESS3res",
              v ->
                  v.bool()
                      ? new Access3.Res.Ok(v.postOp(), v.int32())
                      : new Access3.Res.Fail(v.error(), v.postOp()),
              Access3.Res::encode,
              Access3.Res::decode),
          new Codec<Readlink3.Res>(
              "READLINK3res",
              v ->
                  v.bool()
                      ? new Readlink3.Res.Ok(v.postOp(), v.path())
                      : new Readlink3.Res.Fail(v.error(), v.postOp()),
              Readlink3.Res::encode,
              Readlink3.Res::decode),
          new Codec<Read3.Res>(
              "READ3res",
              v ->
                  v.bool()
                      ? new Read3.Res.Ok(v.postOp(), v.bool(), v.data(MAX_DATA))
                      : new Read3.Res.Fail(v.error(), v.postOp()),
              Read3.Res::encode,
              r -> Read3.Res.decode(r, MAX_DATA)),
          new Codec<Write3.Res>(
              "WRITE3res",
              v ->
                  v.bool()
                      ? new Write3.Res.Ok(v.wcc(), v.int32(), v.stable(), v.int64())
                      : new Write3.Res.Fail(v.error(), v.wcc()),
              Write3.Res::encode,
              Write3.Res::decode),
          new Codec<Create3.Res>(
              "CREATE3res",
              v ->
                  v.bool()
                      ? new Create3.Res.Ok(v.postOpHandle(), v.postOp(), v.wcc())
                      : new Create3.Res.Fail(v.error(), v.wcc()),
              Create3.Res::encode,
              Create3.Res::decode),
          new Codec<Mkdir3.Res>(
              "MKDIR3res",
              v ->
                  v.bool()
                      ? new Mkdir3.Res.Ok(v.postOpHandle(), v.postOp(), v.wcc())
                      : new Mkdir3.Res.Fail(v.error(), v.wcc()),
              Mkdir3.Res::encode,
              Mkdir3.Res::decode),
          new Codec<Symlink3.Res>(
              "SYMLINK3res",
              v ->
                  v.bool()
                      ? new Symlink3.Res.Ok(v.postOpHandle(), v.postOp(), v.wcc())
                      : new Symlink3.Res.Fail(v.error(), v.wcc()),
              Symlink3.Res::encode,
              Symlink3.Res::decode),
          new Codec<Mknod3.Res>(
              "MKNOD3res",
              v ->
                  v.bool()
                      ? new Mknod3.Res.Ok(v.postOpHandle(), v.postOp(), v.wcc())
                      : new Mknod3.Res.Fail(v.error(), v.wcc()),
              Mknod3.Res::encode,
              Mknod3.Res::decode),
          new Codec<Remove3.Res>(
              "REMOVE3res",
              v ->
                  v.bool() ? new Remove3.Res.Ok(v.wcc()) : new Remove3.Res.Fail(v.error(), v.wcc()),
              Remove3.Res::encode,
              Remove3.Res::decode),
          new Codec<Rmdir3.Res>(
              "RMDIR3res",
              v -> v.bool() ? new Rmdir3.Res.Ok(v.wcc()) : new Rmdir3.Res.Fail(v.error(), v.wcc()),
              Rmdir3.Res::encode,
              Rmdir3.Res::decode),
          new Codec<Rename3.Res>(
              "RENAME3res",
              v ->
                  v.bool()
                      ? new Rename3.Res.Ok(v.wcc(), v.wcc())
                      : new Rename3.Res.Fail(v.error(), v.wcc(), v.wcc()),
              Rename3.Res::encode,
              Rename3.Res::decode),
          new Codec<Link3.Res>(
              "LINK3res",
              v ->
                  v.bool()
                      ? new Link3.Res.Ok(v.postOp(), v.wcc())
                      : new Link3.Res.Fail(v.error(), v.postOp(), v.wcc()),
              Link3.Res::encode,
              Link3.Res::decode),
          new Codec<Readdir3.Res>(
              "READDIR3res",
              v ->
                  v.bool()
                      ? new Readdir3.Res.Ok(
                          v.postOp(), v.int64(), v.list(30, () -> entry(v)), v.bool())
                      : new Readdir3.Res.Fail(v.error(), v.postOp()),
              Readdir3.Res::encode,
              Readdir3.Res::decode),
          new Codec<Readdirplus3.Res>(
              "READDIRPLUS3res",
              v ->
                  v.bool()
                      ? new Readdirplus3.Res.Ok(
                          v.postOp(), v.int64(), v.list(30, () -> entryplus(v)), v.bool())
                      : new Readdirplus3.Res.Fail(v.error(), v.postOp()),
              Readdirplus3.Res::encode,
              Readdirplus3.Res::decode),
          new Codec<Fsstat3.Res>(
              "FSSTAT3res",
              v ->
                  v.bool()
                      ? new Fsstat3.Res.Ok(
                          v.postOp(),
                          v.int64(),
                          v.int64(),
                          v.int64(),
                          v.int64(),
                          v.int64(),
                          v.int64(),
                          v.int32())
                      : new Fsstat3.Res.Fail(v.error(), v.postOp()),
              Fsstat3.Res::encode,
              Fsstat3.Res::decode),
          new Codec<Fsinfo3.Res>(
              "FSINFO3res",
              v ->
                  v.bool()
                      ? new Fsinfo3.Res.Ok(
                          v.postOp(),
                          v.int32(),
                          v.int32(),
                          v.int32(),
                          v.int32(),
                          v.int32(),
                          v.int32(),
                          v.int32(),
                          v.int64(),
                          v.time(),
                          v.int32())
                      : new Fsinfo3.Res.Fail(v.error(), v.postOp()),
              Fsinfo3.Res::encode,
              Fsinfo3.Res::decode),
          new Codec<Pathconf3.Res>(
              "PATHCONF3res",
              v ->
                  v.bool()
                      ? new Pathconf3.Res.Ok(
                          v.postOp(), v.int32(), v.int32(), v.bool(), v.bool(), v.bool(), v.bool())
                      : new Pathconf3.Res.Fail(v.error(), v.postOp()),
              Pathconf3.Res::encode,
              Pathconf3.Res::decode),
          new Codec<Commit3.Res>(
              "COMMIT3res",
              v ->
                  v.bool()
                      ? new Commit3.Res.Ok(v.wcc(), v.int64())
                      : new Commit3.Res.Fail(v.error(), v.wcc()),
              Commit3.Res::encode,
              Commit3.Res::decode));

  private Nfs3Codecs() {}

  private static Readdir3.Entry3 entry(Values v) {
    return new Readdir3.Entry3(v.int64(), v.name(), v.int64());
  }

  private static Readdirplus3.Entryplus3 entryplus(Values v) {
    return new Readdirplus3.Entryplus3(
        v.int64(), v.name(), v.int64(), v.postOp(), v.postOpHandle());
  }
}
