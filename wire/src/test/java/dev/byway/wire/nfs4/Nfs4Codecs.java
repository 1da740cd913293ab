package dev.byway.wire.nfs4;

import static dev.byway.wire.nfs4.Nfs4Values.bitmap;
import static dev.byway.wire.nfs4.Nfs4Values.callbackSec;
import static dev.byway.wire.nfs4.Nfs4Values.channel;
import static dev.byway.wire.nfs4.Nfs4Values.cinfo;
import static dev.byway.wire.nfs4.Nfs4Values.claim;
import static dev.byway.wire.nfs4.Nfs4Values.delegation;
import static dev.byway.wire.nfs4.Nfs4Values.fattr;
import static dev.byway.wire.nfs4.Nfs4Values.handle;
import static dev.byway.wire.nfs4.Nfs4Values.impl;
import static dev.byway.wire.nfs4.Nfs4Values.locker;
import static dev.byway.wire.nfs4.Nfs4Values.name;
import static dev.byway.wire.nfs4.Nfs4Values.openhow;
import static dev.byway.wire.nfs4.Nfs4Values.owner;
import static dev.byway.wire.nfs4.Nfs4Values.protect;
import static dev.byway.wire.nfs4.Nfs4Values.session;
import static dev.byway.wire.nfs4.Nfs4Values.stateid;

import dev.byway.wire.Codec;
import java.util.List;

/// All messages of NFS version 4 that Byway knows, in the order of the operations' numbers.
public final class Nfs4Codecs {
  /// Most bytes of data in the tests.
  private static final int MAX_DATA = 5000;

  public static final List<Codec<?>> ARGS =
      List.of(
          new Codec<>(
              "ACCESS4args",
              v -> new Access4.Args(v.int32()),
              Access4.Args::encode,
              Access4.Args::decode),
          new Codec<>(
              "CLOSE4args",
              v -> new Close4.Args(v.int32(), stateid(v)),
              Close4.Args::encode,
              Close4.Args::decode),
          new Codec<>(
              "COMMIT4args",
              v -> new Commit4.Args(v.int64(), v.int32()),
              Commit4.Args::encode,
              Commit4.Args::decode),
          new Codec<>(
              "CREATE4args", Nfs4Values::create, Create4.Args::encode, Create4.Args::decode),
          new Codec<>(
              "DELEGRETURN4args",
              v -> new Delegreturn4.Args(stateid(v)),
              Delegreturn4.Args::encode,
              Delegreturn4.Args::decode),
          new Codec<>(
              "GETATTR4args",
              v -> new Getattr4.Args(bitmap(v)),
              Getattr4.Args::encode,
              Getattr4.Args::decode),
          new Codec<>(
              "LINK4args", v -> new Link4.Args(name(v)), Link4.Args::encode, Link4.Args::decode),
          new Codec<>(
              "LOCK4args",
              v ->
                  new Lock4.Args(
                      v.oneOf(LockType4.values()), v.bool(), v.int64(), v.int64(), locker(v)),
              Lock4.Args::encode,
              Lock4.Args::decode),
          new Codec<>(
              "LOCKT4args",
              v -> new Lock4.TestArgs(v.oneOf(LockType4.values()), v.int64(), v.int64(), owner(v)),
              Lock4.TestArgs::encode,
              Lock4.TestArgs::decode),
          new Codec<>(
              "LOCKU4args",
              v ->
                  new Locku4.Args(
                      v.oneOf(LockType4.values()), v.int32(), stateid(v), v.int64(), v.int64()),
              Locku4.Args::encode,
              Locku4.Args::decode),
          new Codec<>(
              "LOOKUP4args",
              v -> new Lookup4.Args(name(v)),
              Lookup4.Args::encode,
              Lookup4.Args::decode),
          new Codec<>(
              "VERIFY4args",
              v -> new Verify4.Args(fattr(v)),
              Verify4.Args::encode,
              Verify4.Args::decode),
          new Codec<>(
              "OPEN4args",
              v -> new Open4.Args(v.int32(), v.int32(), v.int32(), owner(v), openhow(v), claim(v)),
              Open4.Args::encode,
              Open4.Args::decode),
          new Codec<>(
              "OPEN_DOWNGRADE4args",
              v -> new OpenDowngrade4.Args(stateid(v), v.int32(), v.int32(), v.int32()),
              OpenDowngrade4.Args::encode,
              OpenDowngrade4.Args::decode),
          new Codec<>(
              "PUTFH4args",
              v -> new Putfh4.Args(handle(v)),
              Putfh4.Args::encode,
              Putfh4.Args::decode),
          new Codec<>(
              "READ4args",
              v -> new Read4.Args(stateid(v), v.int64(), v.int32()),
              Read4.Args::encode,
              Read4.Args::decode),
          new Codec<>(
              "READDIR4args",
              v -> new Readdir4.Args(v.int64(), v.int64(), v.int32(), v.int32(), bitmap(v)),
              Readdir4.Args::encode,
              Readdir4.Args::decode),
          new Codec<>(
              "REMOVE4args",
              v -> new Remove4.Args(name(v)),
              Remove4.Args::encode,
              Remove4.Args::decode),
          new Codec<>(
              "RENAME4args",
              v -> new Rename4.Args(name(v), name(v)),
              Rename4.Args::encode,
              Rename4.Args::decode),
          new Codec<>(
              "SECINFO4args",
              v -> new Secinfo4.Args(name(v)),
              Secinfo4.Args::encode,
              Secinfo4.Args::decode),
          new Codec<>(
              "SETATTR4args",
              v -> new Setattr4.Args(stateid(v), fattr(v)),
              Setattr4.Args::encode,
              Setattr4.Args::decode),
          new Codec<>(
              "WRITE4args",
              v ->
                  new Write4.Args(
                      stateid(v), v.int64(), v.oneOf(StableHow4.values()), v.data(MAX_DATA)),
              Write4.Args::encode,
              r -> Write4.Args.decode(r, MAX_DATA)),
          new Codec<>(
              "BACKCHANNEL_CTL4args",
              v -> new BackchannelCtl4.Args(v.int32(), v.list(16, () -> callbackSec(v))),
              BackchannelCtl4.Args::encode,
              BackchannelCtl4.Args::decode),
          new Codec<>(
              "BIND_CONN_TO_SESSION4args",
              v -> new BindConnToSession4.Args(session(v), v.int32(), v.bool()),
              BindConnToSession4.Args::encode,
              BindConnToSession4.Args::decode),
          new Codec<>(
              "EXCHANGE_ID4args",
              v ->
                  new ExchangeId4.Args(
                      v.int64(), v.string(1024), v.int32(), protect(v), v.maybe(() -> impl(v))),
              ExchangeId4.Args::encode,
              ExchangeId4.Args::decode),
          new Codec<>(
              "CREATE_SESSION4args",
              v ->
                  new CreateSession4.Args(
                      v.int64(),
                      v.int32(),
                      v.int32(),
                      channel(v),
                      channel(v),
                      v.int32(),
                      v.list(16, () -> callbackSec(v))),
              CreateSession4.Args::encode,
              CreateSession4.Args::decode),
          new Codec<>(
              "DESTROY_SESSION4args",
              v -> new DestroySession4.Args(session(v)),
              DestroySession4.Args::encode,
              DestroySession4.Args::decode),
          new Codec<>(
              "FREE_STATEID4args",
              v -> new FreeStateid4.Args(stateid(v)),
              FreeStateid4.Args::encode,
              FreeStateid4.Args::decode),
          new Codec<>(
              "SECINFO_NO_NAME4args",
              v -> new SecinfoNoName4.Args(v.int32()),
              SecinfoNoName4.Args::encode,
              SecinfoNoName4.Args::decode),
          new Codec<>(
              "SEQUENCE4args",
              v -> new Sequence4.Args(session(v), v.int32(), v.int32(), v.int32(), v.bool()),
              Sequence4.Args::encode,
              Sequence4.Args::decode),
          new Codec<>(
              "TEST_STATEID4args",
              v -> new TestStateid4.Args(v.list(50, () -> stateid(v))),
              TestStateid4.Args::encode,
              TestStateid4.Args::decode),
          new Codec<>(
              "DESTROY_CLIENTID4args",
              v -> new DestroyClientid4.Args(v.int64()),
              DestroyClientid4.Args::encode,
              DestroyClientid4.Args::decode),
          new Codec<>(
              "RECLAIM_COMPLETE4args",
              v -> new ReclaimComplete4.Args(v.bool()),
              ReclaimComplete4.Args::encode,
              ReclaimComplete4.Args::decode),
          new Codec<>(
              "ALLOCATE4args",
              v -> new Range4.Args(stateid(v), v.int64(), v.int64()),
              Range4.Args::encode,
              Range4.Args::decode),
          new Codec<>(
              "COPY4args",
              v ->
                  new Copy4.Args(
                      stateid(v),
                      stateid(v),
                      v.int64(),
                      v.int64(),
                      v.int64(),
                      v.bool(),
                      v.bool(),
                      v.length(16)),
              Copy4.Args::encode,
              Copy4.Args::decode),
          new Codec<>(
              "IO_ADVISE4args",
              v -> new IoAdvise4.Args(stateid(v), v.int64(), v.int64(), bitmap(v)),
              IoAdvise4.Args::encode,
              IoAdvise4.Args::decode),
          new Codec<>(
              "SEEK4args",
              v -> new Seek4.Args(stateid(v), v.int64(), v.int32()),
              Seek4.Args::encode,
              Seek4.Args::decode),
          new Codec<>(
              "CLONE4args",
              v -> new Clone4.Args(stateid(v), stateid(v), v.int64(), v.int64(), v.int64()),
              Clone4.Args::encode,
              Clone4.Args::decode),
          new Codec<>(
              "GETXATTR4args",
              v -> new Getxattr4.Args(name(v)),
              Getxattr4.Args::encode,
              Getxattr4.Args::decode),
          new Codec<>(
              "SETXATTR4args",
              v -> new Setxattr4.Args(v.int32(), name(v), v.data(MAX_DATA)),
              Setxattr4.Args::encode,
              Setxattr4.Args::decode),
          new Codec<>(
              "LISTXATTRS4args",
              v -> new Listxattrs4.Args(v.int64(), v.int32()),
              Listxattrs4.Args::encode,
              Listxattrs4.Args::decode),
          new Codec<>(
              "REMOVEXATTR4args",
              v -> new Removexattr4.Args(name(v)),
              Removexattr4.Args::encode,
              Removexattr4.Args::decode),
          new Codec<>(
              "COMPOUND4args",
              v -> new Compound4.Args(v.string(1024), v.int32(), v.int32()),
              Compound4.Args::encode,
              Compound4.Args::decode));

  public static final List<Codec<?>> RES =
      List.of(
          new Codec<>(
              "ACCESS4resok",
              v -> new Access4.Ok(v.int32(), v.int32()),
              Access4.Ok::encode,
              Access4.Ok::decode),
          new Codec<>(
              "CLOSE4resok", v -> new Close4.Ok(stateid(v)), Close4.Ok::encode, Close4.Ok::decode),
          new Codec<>(
              "COMMIT4resok",
              v -> new Commit4.Ok(v.int64()),
              Commit4.Ok::encode,
              Commit4.Ok::decode),
          new Codec<>(
              "CREATE4resok",
              v -> new Create4.Ok(cinfo(v), bitmap(v)),
              Create4.Ok::encode,
              Create4.Ok::decode),
          new Codec<>("fattr4", Nfs4Values::fattr, Fattr4::encode, Fattr4::decode),
          new Codec<>(
              "GETFH4resok", v -> new Getfh4.Ok(handle(v)), Getfh4.Ok::encode, Getfh4.Ok::decode),
          new Codec<>(
              "LINK4resok", v -> new Link4.Ok(cinfo(v)), Link4.Ok::encode, Link4.Ok::decode),
          new Codec<>(
              "LOCK4resok", v -> new Lock4.Ok(stateid(v)), Lock4.Ok::encode, Lock4.Ok::decode),
          new Codec<>(
              "LOCK4denied",
              v -> new Lock4.Denied(v.int64(), v.int64(), v.oneOf(LockType4.values()), owner(v)),
              Lock4.Denied::encode,
              Lock4.Denied::decode),
          new Codec<>(
              "LOCKU4resok", v -> new Locku4.Ok(stateid(v)), Locku4.Ok::encode, Locku4.Ok::decode),
          new Codec<>(
              "OPEN4resok",
              v -> new Open4.Ok(stateid(v), cinfo(v), v.int32(), bitmap(v), delegation(v)),
              Open4.Ok::encode,
              Open4.Ok::decode),
          new Codec<>(
              "OPEN_DOWNGRADE4resok",
              v -> new OpenDowngrade4.Ok(stateid(v)),
              OpenDowngrade4.Ok::encode,
              OpenDowngrade4.Ok::decode),
          new Codec<>(
              "READ4resok",
              v -> new Read4.Ok(v.bool(), v.data(MAX_DATA)),
              Read4.Ok::encode,
              r -> Read4.Ok.decode(r, MAX_DATA)),
          new Codec<>(
              "READDIR4resok",
              v ->
                  new Readdir4.Ok(
                      v.int64(),
                      v.list(10, () -> new Readdir4.Entry4(v.int64(), name(v), fattr(v))),
                      v.bool()),
              Readdir4.Ok::encode,
              Readdir4.Ok::decode),
          new Codec<>(
              "READLINK4resok",
              v -> new Readlink4.Ok(name(v)),
              Readlink4.Ok::encode,
              Readlink4.Ok::decode),
          new Codec<>(
              "REMOVE4resok",
              v -> new Remove4.Ok(cinfo(v)),
              Remove4.Ok::encode,
              Remove4.Ok::decode),
          new Codec<>(
              "RENAME4resok",
              v -> new Rename4.Ok(cinfo(v), cinfo(v)),
              Rename4.Ok::encode,
              Rename4.Ok::decode),
          new Codec<>(
              "WRITE4resok",
              v -> new Write4.Ok(v.int32(), v.oneOf(StableHow4.values()), v.int64()),
              Write4.Ok::encode,
              Write4.Ok::decode),
          new Codec<>(
              "BIND_CONN_TO_SESSION4resok",
              v -> new BindConnToSession4.Ok(session(v), v.int32(), v.bool()),
              BindConnToSession4.Ok::encode,
              BindConnToSession4.Ok::decode),
          new Codec<>(
              "EXCHANGE_ID4resok",
              v ->
                  new ExchangeId4.Ok(
                      v.int64(),
                      v.int32(),
                      v.int32(),
                      v.int64(),
                      v.string(1024),
                      v.string(1024),
                      v.maybe(() -> impl(v))),
              ExchangeId4.Ok::encode,
              ExchangeId4.Ok::decode),
          new Codec<>(
              "CREATE_SESSION4resok",
              v -> new CreateSession4.Ok(session(v), v.int32(), v.int32(), channel(v), channel(v)),
              CreateSession4.Ok::encode,
              CreateSession4.Ok::decode),
          new Codec<>(
              "SECINFO4resok",
              v -> new SecinfoNoName4.Ok(v.list(32, () -> v.oneOf(0, 1))),
              SecinfoNoName4.Ok::encode,
              SecinfoNoName4.Ok::decode),
          new Codec<>(
              "SEQUENCE4resok",
              v ->
                  new Sequence4.Ok(
                      session(v), v.int32(), v.int32(), v.int32(), v.int32(), v.int32()),
              Sequence4.Ok::encode,
              Sequence4.Ok::decode),
          new Codec<>(
              "COPY4resok",
              v ->
                  new Copy4.Ok(
                      v.int64(), v.oneOf(StableHow4.values()), v.int64(), v.bool(), v.bool()),
              Copy4.Ok::encode,
              Copy4.Ok::decode),
          new Codec<>(
              "SEEK4resok",
              v -> new Seek4.Ok(v.bool(), v.int64()),
              Seek4.Ok::encode,
              Seek4.Ok::decode),
          new Codec<>(
              "IO_ADVISE4resok",
              v -> new IoAdvise4.Ok(bitmap(v)),
              IoAdvise4.Ok::encode,
              IoAdvise4.Ok::decode),
          new Codec<>(
              "GETXATTR4resok",
              v -> new Getxattr4.Ok(v.data(MAX_DATA)),
              Getxattr4.Ok::encode,
              Getxattr4.Ok::decode),
          new Codec<>(
              "SETXATTR4resok",
              v -> new Setxattr4.Ok(cinfo(v)),
              Setxattr4.Ok::encode,
              Setxattr4.Ok::decode),
          new Codec<>(
              "LISTXATTRS4resok",
              v -> new Listxattrs4.Ok(v.int64(), v.list(20, () -> name(v)), v.bool()),
              Listxattrs4.Ok::encode,
              Listxattrs4.Ok::decode),
          new Codec<>(
              "REMOVEXATTR4resok",
              v -> new Removexattr4.Ok(cinfo(v)),
              Removexattr4.Ok::encode,
              Removexattr4.Ok::decode),
          new Codec<>(
              "COMPOUND4res",
              v -> new Compound4.Res(v.oneOf(NfsStat4.values()), v.string(1024), v.int32()),
              Compound4.Res::encode,
              Compound4.Res::decode));

  private Nfs4Codecs() {}
}
