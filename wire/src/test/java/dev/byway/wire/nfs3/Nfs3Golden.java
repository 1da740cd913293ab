package dev.byway.wire.nfs3;

import dev.byway.wire.xdr.XdrString;

/// Values that the golden tests share, and their bytes.
final class Nfs3Golden {
  static final FileHandle3 FH = FileHandle3.of(new byte[] {(byte) 0xa1, (byte) 0xa2, (byte) 0xa3});
  static final String FH_HEX = " 00000003 a1a2a3 00 ";

  static final Fattr3 ATTR =
      new Fattr3(
          Ftype3.NF3LNK,
          0777,
          2,
          1000,
          -2,
          0x1_0000_0001L,
          4096,
          8,
          1,
          0x11,
          0x22,
          new NfsTime3(1, 2),
          new NfsTime3(-1, 999_999_999),
          new NfsTime3(5, 6));
  static final String ATTR_HEX =
      """
       00000005 000001ff 00000002    # NF3LNK, mode, nlink
      000003e8 fffffffe             # uid, gid
      00000001 00000001             # size
      00000000 00001000             # used
      00000008 00000001             # rdev
      00000000 00000011             # fsid
      00000000 00000022             # fileid
      00000001 00000002             # atime
      ffffffff 3b9ac9ff             # mtime
      00000005 00000006             # ctime
      """;
  static final String POST_OP_HEX = " 00000001 " + ATTR_HEX;

  static final WccData WCC =
      new WccData(new WccAttr(3, new NfsTime3(1, 2), new NfsTime3(3, 4)), ATTR);
  static final String WCC_HEX =
      """
       00000001 00000000 00000003    # before, size
      00000001 00000002 00000003 00000004
      """
          + POST_OP_HEX;
  static final String NO_WCC_HEX = " 00000000 00000000 ";

  static final Diropargs3 DIROP = new Diropargs3(FH, XdrString.of("name5"));
  static final String DIROP_HEX = FH_HEX + " 00000005 6e616d6535 000000 ";

  static final Sattr3 SATTR =
      new Sattr3(
          0640,
          null,
          100,
          7L,
          SetTime3.ServerTime.INSTANCE,
          new SetTime3.ClientTime(new NfsTime3(8, 9)));
  static final String SATTR_HEX =
      """
       00000001 000001a0             # mode
      00000000                      # no uid
      00000001 00000064             # gid
      00000001 00000000 00000007    # size
      00000001                      # atime SET_TO_SERVER_TIME
      00000002 00000008 00000009    # mtime SET_TO_CLIENT_TIME
      """;

  static final String OK_HEX = " 00000000 ";
  static final String NOENT_HEX = " 00000002 ";

  private Nfs3Golden() {}
}
