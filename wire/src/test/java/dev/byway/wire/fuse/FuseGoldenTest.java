package dev.byway.wire.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Bytes that a C compiler made of the kernel's header (7.45), every field another number.
class FuseGoldenTest {
  @Test
  void session() throws Exception {
    var inHeader =
        new FuseInHeader(
            0x1000101,
            0x1000202,
            0x100000000000303L,
            0x100000000000404L,
            0x1000505,
            0x1000606,
            0x1000707,
            0x108);
    assertBothWays(
        inHeader,
        FuseInHeader::decode,
        inHeader::encode,
        "0101000102020001030300000000000104040000000000010505000106060001" + "0707000108010000");
    var outHeader = new FuseOutHeader(0x1000101, 0x1000202, 0x100000000000303L);
    assertBothWays(
        outHeader, FuseOutHeader::decode, outHeader::encode, "01010001020200010303000000000001");
    var initIn = new FuseInitIn(0x1000101, 0x1000202, 0x1000303, 0x1000404, 0x1000505);
    assertBothWays(
        initIn,
        FuseInitIn::decode,
        initIn::encode,
        "0101000102020001030300010404000105050001000000000000000000000000"
            + "0000000000000000000000000000000000000000000000000000000000000000");
    var initOut =
        new FuseInitOut(
            0x1000101, 0x1000202, 0x1000303, 0x1000404, 0x105, 0x106, 0x1000707, 0x1000808, 0x109,
            0x10a, 0x1000b0b, 0x1000c0c, 0x10d);
    assertBothWays(
        initOut,
        FuseInitOut::decode,
        initOut::encode,
        "0101000102020001030300010404000105010601070700010808000109010a01"
            + "0b0b00010c0c00010d0100000000000000000000000000000000000000000000");
    var interruptIn = new FuseInterruptIn(0x100000000000101L);
    assertBothWays(interruptIn, FuseInterruptIn::decode, interruptIn::encode, "0101000000000001");
  }

  @Test
  void references() throws Exception {
    var forgetIn = new FuseForgetIn(0x100000000000101L);
    assertBothWays(forgetIn, FuseForgetIn::decode, forgetIn::encode, "0101000000000001");
    var forgetOne = new FuseForgetOne(0x100000000000101L, 0x100000000000202L);
    assertBothWays(
        forgetOne, FuseForgetOne::decode, forgetOne::encode, "01010000000000010202000000000001");
    var batchForgetIn = new FuseBatchForgetIn(0x1000101);
    assertBothWays(
        batchForgetIn, FuseBatchForgetIn::decode, batchForgetIn::encode, "0101000100000000");
    var entryOut =
        new FuseEntryOut(
            0x100000000000101L,
            0x100000000000202L,
            0x100000000000303L,
            0x100000000000404L,
            0x1000505,
            0x1000606,
            new FuseAttr(
                0x100000000000707L,
                0x100000000000808L,
                0x100000000000909L,
                0x100000000000a0aL,
                0x100000000000b0bL,
                0x100000000000c0cL,
                0x1000d0d,
                0x1000e0e,
                0x1000f0f,
                0x1001010,
                0x1001111,
                0x1001212,
                0x1001313,
                0x1001414,
                0x1001515,
                0x1001616));
    assertBothWays(
        entryOut,
        FuseEntryOut::decode,
        entryOut::encode,
        "0101000000000001020200000000000103030000000000010404000000000001"
            + "0505000106060001070700000000000108080000000000010909000000000001"
            + "0a0a0000000000010b0b0000000000010c0c0000000000010d0d00010e0e0001"
            + "0f0f000110100001111100011212000113130001141400011515000116160001");
  }

  @Test
  void attributes() throws Exception {
    var attr =
        new FuseAttr(
            0x100000000000101L,
            0x100000000000202L,
            0x100000000000303L,
            0x100000000000404L,
            0x100000000000505L,
            0x100000000000606L,
            0x1000707,
            0x1000808,
            0x1000909,
            0x1000a0a,
            0x1000b0b,
            0x1000c0c,
            0x1000d0d,
            0x1000e0e,
            0x1000f0f,
            0x1001010);
    assertBothWays(
        attr,
        FuseAttr::decode,
        attr::encode,
        "0101000000000001020200000000000103030000000000010404000000000001"
            + "050500000000000106060000000000010707000108080001090900010a0a0001"
            + "0b0b00010c0c00010d0d00010e0e00010f0f000110100001");
    var getattrIn = new FuseGetattrIn(0x1000101, 0x100000000000202L);
    assertBothWays(
        getattrIn, FuseGetattrIn::decode, getattrIn::encode, "01010001000000000202000000000001");
    var attrOut =
        new FuseAttrOut(
            0x100000000000101L,
            0x1000202,
            new FuseAttr(
                0x100000000000303L,
                0x100000000000404L,
                0x100000000000505L,
                0x100000000000606L,
                0x100000000000707L,
                0x100000000000808L,
                0x1000909,
                0x1000a0a,
                0x1000b0b,
                0x1000c0c,
                0x1000d0d,
                0x1000e0e,
                0x1000f0f,
                0x1001010,
                0x1001111,
                0x1001212));
    assertBothWays(
        attrOut,
        FuseAttrOut::decode,
        attrOut::encode,
        "0101000000000001020200010000000003030000000000010404000000000001"
            + "0505000000000001060600000000000107070000000000010808000000000001"
            + "090900010a0a00010b0b00010c0c00010d0d00010e0e00010f0f000110100001"
            + "1111000112120001");
    var statxIn = new FuseStatxIn(0x1000101, 0x100000000000202L, 0x1000303, 0x1000404);
    assertBothWays(
        statxIn,
        FuseStatxIn::decode,
        statxIn::encode,
        "010100010000000002020000000000010303000104040001");
    var setattrIn =
        new FuseSetattrIn(
            0x1000101,
            0x100000000000202L,
            0x100000000000303L,
            0x100000000000404L,
            0x100000000000505L,
            0x100000000000606L,
            0x100000000000707L,
            0x1000808,
            0x1000909,
            0x1000a0a,
            0x1000b0b,
            0x1000c0c,
            0x1000d0d);
    assertBothWays(
        setattrIn,
        FuseSetattrIn::decode,
        setattrIn::encode,
        "0101000100000000020200000000000103030000000000010404000000000001"
            + "0505000000000001060600000000000107070000000000010808000109090001"
            + "0a0a00010b0b0001000000000c0c00010d0d000100000000");
    var accessIn = new FuseAccessIn(0x1000101);
    assertBothWays(accessIn, FuseAccessIn::decode, accessIn::encode, "0101000100000000");
    var kstatfs =
        new FuseKstatfs(
            0x100000000000101L,
            0x100000000000202L,
            0x100000000000303L,
            0x100000000000404L,
            0x100000000000505L,
            0x1000606,
            0x1000707,
            0x1000808);
    assertBothWays(
        kstatfs,
        FuseKstatfs::decode,
        kstatfs::encode,
        "0101000000000001020200000000000103030000000000010404000000000001"
            + "0505000000000001060600010707000108080001000000000000000000000000"
            + "00000000000000000000000000000000");
  }

  @Test
  void names() throws Exception {
    var mknodIn = new FuseMknodIn(0x1000101, 0x1000202, 0x1000303);
    assertBothWays(
        mknodIn, FuseMknodIn::decode, mknodIn::encode, "01010001020200010303000100000000");
    var mkdirIn = new FuseMkdirIn(0x1000101, 0x1000202);
    assertBothWays(mkdirIn, FuseMkdirIn::decode, mkdirIn::encode, "0101000102020001");
    var renameIn = new FuseRenameIn(0x100000000000101L);
    assertBothWays(renameIn, FuseRenameIn::decode, renameIn::encode, "0101000000000001");
    var rename2In = new FuseRename2In(0x100000000000101L, 0x1000202);
    assertBothWays(
        rename2In, FuseRename2In::decode, rename2In::encode, "01010000000000010202000100000000");
    var linkIn = new FuseLinkIn(0x100000000000101L);
    assertBothWays(linkIn, FuseLinkIn::decode, linkIn::encode, "0101000000000001");
  }

  @Test
  void openFiles() throws Exception {
    var openIn = new FuseOpenIn(0x1000101, 0x1000202);
    assertBothWays(openIn, FuseOpenIn::decode, openIn::encode, "0101000102020001");
    var createIn = new FuseCreateIn(0x1000101, 0x1000202, 0x1000303, 0x1000404);
    assertBothWays(
        createIn, FuseCreateIn::decode, createIn::encode, "01010001020200010303000104040001");
    var openOut = new FuseOpenOut(0x100000000000101L, 0x1000202, 0x1000303);
    assertBothWays(
        openOut, FuseOpenOut::decode, openOut::encode, "01010000000000010202000103030001");
    var releaseIn = new FuseReleaseIn(0x100000000000101L, 0x1000202, 0x1000303, 0x100000000000404L);
    assertBothWays(
        releaseIn,
        FuseReleaseIn::decode,
        releaseIn::encode,
        "010100000000000102020001030300010404000000000001");
    var flushIn = new FuseFlushIn(0x100000000000101L, 0x100000000000202L);
    assertBothWays(
        flushIn,
        FuseFlushIn::decode,
        flushIn::encode,
        "010100000000000100000000000000000202000000000001");
    var fsyncIn = new FuseFsyncIn(0x100000000000101L, 0x1000202);
    assertBothWays(
        fsyncIn, FuseFsyncIn::decode, fsyncIn::encode, "01010000000000010202000100000000");
  }

  @Test
  void data() throws Exception {
    var readIn =
        new FuseReadIn(
            0x100000000000101L,
            0x100000000000202L,
            0x1000303,
            0x1000404,
            0x100000000000505L,
            0x1000606);
    assertBothWays(
        readIn,
        FuseReadIn::decode,
        readIn::encode,
        "0101000000000001020200000000000103030001040400010505000000000001" + "0606000100000000");
    var writeIn =
        new FuseWriteIn(
            0x100000000000101L,
            0x100000000000202L,
            0x1000303,
            0x1000404,
            0x100000000000505L,
            0x1000606);
    assertBothWays(
        writeIn,
        FuseWriteIn::decode,
        writeIn::encode,
        "0101000000000001020200000000000103030001040400010505000000000001" + "0606000100000000");
    var writeOut = new FuseWriteOut(0x1000101);
    assertBothWays(writeOut, FuseWriteOut::decode, writeOut::encode, "0101000100000000");
    var fallocateIn =
        new FuseFallocateIn(0x100000000000101L, 0x100000000000202L, 0x100000000000303L, 0x1000404);
    assertBothWays(
        fallocateIn,
        FuseFallocateIn::decode,
        fallocateIn::encode,
        "0101000000000001020200000000000103030000000000010404000100000000");
    var lseekIn = new FuseLseekIn(0x100000000000101L, 0x100000000000202L, 0x1000303);
    assertBothWays(
        lseekIn,
        FuseLseekIn::decode,
        lseekIn::encode,
        "010100000000000102020000000000010303000100000000");
    var lseekOut = new FuseLseekOut(0x100000000000101L);
    assertBothWays(lseekOut, FuseLseekOut::decode, lseekOut::encode, "0101000000000001");
    var copyFileRangeIn =
        new FuseCopyFileRangeIn(
            0x100000000000101L,
            0x100000000000202L,
            0x100000000000303L,
            0x100000000000404L,
            0x100000000000505L,
            0x100000000000606L,
            0x100000000000707L);
    assertBothWays(
        copyFileRangeIn,
        FuseCopyFileRangeIn::decode,
        copyFileRangeIn::encode,
        "0101000000000001020200000000000103030000000000010404000000000001"
            + "050500000000000106060000000000010707000000000001");
    var copyFileRangeOut = new FuseCopyFileRangeOut(0x100000000000101L);
    assertBothWays(
        copyFileRangeOut,
        FuseCopyFileRangeOut::decode,
        copyFileRangeOut::encode,
        "0101000000000001");
  }

  @Test
  void locksAndWaiting() throws Exception {
    var fileLock = new FuseFileLock(0x100000000000101L, 0x100000000000202L, 0x1000303, 0x1000404);
    assertBothWays(
        fileLock,
        FuseFileLock::decode,
        fileLock::encode,
        "010100000000000102020000000000010303000104040001");
    var lkIn =
        new FuseLkIn(
            0x100000000000101L,
            0x100000000000202L,
            new FuseFileLock(0x100000000000303L, 0x100000000000404L, 0x1000505, 0x1000606),
            0x1000707);
    assertBothWays(
        lkIn,
        FuseLkIn::decode,
        lkIn::encode,
        "0101000000000001020200000000000103030000000000010404000000000001"
            + "05050001060600010707000100000000");
    var lkOut =
        new FuseLkOut(
            new FuseFileLock(0x100000000000101L, 0x100000000000202L, 0x1000303, 0x1000404));
    assertBothWays(
        lkOut,
        FuseLkOut::decode,
        lkOut::encode,
        "010100000000000102020000000000010303000104040001");
    var pollIn = new FusePollIn(0x100000000000101L, 0x100000000000202L, 0x1000303, 0x1000404);
    assertBothWays(
        pollIn,
        FusePollIn::decode,
        pollIn::encode,
        "010100000000000102020000000000010303000104040001");
    var pollOut = new FusePollOut(0x1000101);
    assertBothWays(pollOut, FusePollOut::decode, pollOut::encode, "0101000100000000");
  }

  @Test
  void extendedAttributes() throws Exception {
    var setxattrIn = new FuseSetxattrIn(0x1000101, 0x1000202, 0x1000303);
    assertBothWays(
        setxattrIn, FuseSetxattrIn::decode, setxattrIn::encode, "01010001020200010303000100000000");
    var getxattrIn = new FuseGetxattrIn(0x1000101);
    assertBothWays(getxattrIn, FuseGetxattrIn::decode, getxattrIn::encode, "0101000100000000");
    var getxattrOut = new FuseGetxattrOut(0x1000101);
    assertBothWays(getxattrOut, FuseGetxattrOut::decode, getxattrOut::encode, "0101000100000000");
  }

  @Test
  void notices() throws Exception {
    var notifyInvalInodeOut =
        new FuseNotifyInvalInodeOut(0x100000000000101L, 0x100000000000202L, 0x100000000000303L);
    assertBothWays(
        notifyInvalInodeOut,
        FuseNotifyInvalInodeOut::decode,
        notifyInvalInodeOut::encode,
        "010100000000000102020000000000010303000000000001");
    var notifyInvalEntryOut = new FuseNotifyInvalEntryOut(0x100000000000101L, 0x1000202, 0x1000303);
    assertBothWays(
        notifyInvalEntryOut,
        FuseNotifyInvalEntryOut::decode,
        notifyInvalEntryOut::encode,
        "01010000000000010202000103030001");
    var notifyDeleteOut =
        new FuseNotifyDeleteOut(0x100000000000101L, 0x100000000000202L, 0x1000303);
    assertBothWays(
        notifyDeleteOut,
        FuseNotifyDeleteOut::decode,
        notifyDeleteOut::encode,
        "010100000000000102020000000000010303000100000000");
  }

  /// What a message's `decode` looks like.
  @FunctionalInterface
  private interface Decoder<T> {
    T decode(FuseReader reader) throws WireException;
  }

  private static <T> void assertBothWays(
      T message, Decoder<T> decoder, Consumer<FuseWriter> encoder, String hex)
      throws WireException {
    ByteBuffer buffer = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    encoder.accept(new FuseWriter(buffer));
    byte[] bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes).rewind();
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex);
    FuseReader reader = new FuseReader(buffer);
    assertThat(decoder.decode(reader)).isEqualTo(message);
    assertThat(reader.remaining()).isZero();
  }
}
