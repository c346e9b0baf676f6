package city.belfry.mappings.write;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The greatest of the texts that were met. Tables are often sorted by what they are about; a text that is greater than
/// all before was never met before, and no table needs to be asked.
///
/// The order is the one of numbered things: a run of ASCII digits counts as one character, the longer the greater, so
/// that `line-9` comes before `line-10` and `9/10` before `10/1`; other bytes have the order of their values.
///
/// Where hardly any text is greater, it stops looking.
public final class Ascending {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int TRIED = 1 << 10;
    /// Fewer than one text in so many is greater than all before: looking costs more than it brings.
    private static final int TEXTS_FOR_ONE = 16;

    private byte[] greatest = new byte[64];
    private int length;
    private boolean isAny;
    private int tried;
    private int greater;

    /// Whether the texts came in no order, and it does not look any more.
    public boolean isGivenUp() {
        return tried == TRIED && greater < TRIED / TEXTS_FOR_ONE;
    }

    /// Whether a text is known to be greater than all for which this was asked before.
    public boolean isGreatest(byte[] bytes, int from, int to) {
        if (isGivenUp()) {
            return false;
        }
        if (tried == TRIED) {
            tried = 0;
            greater = 0;
        }
        tried++;
        int same = same(bytes, from, to);
        if (isAny && !isGreater(same, bytes, from, to)) {
            return false;
        }
        greater++;
        isAny = true;
        length = to - from;
        if (length > greatest.length) {
            greatest = Arrays.copyOf(greatest, length * 2);
        }
        System.arraycopy(bytes, from + same, greatest, same, length - same);
        return true;
    }

    /// How many bytes are the same as those of the greatest text.
    private int same(byte[] bytes, int from, int to) {
        int end = Math.min(length, to - from);
        int at = 0;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long difference = (long) LONGS.get(greatest, at) ^ (long) LONGS.get(bytes, from + at);
            if (difference != 0) {
                return at + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
        }
        while (at < end && greatest[at] == bytes[from + at]) {
            at++;
        }
        return at;
    }

    private boolean isGreater(int same, byte[] bytes, int from, int to) {
        int digits = digits(bytes, from + same, to);
        int greatestDigits = digits(greatest, same, length);
        boolean isBothNumbers = (digits > 0 && greatestDigits > 0) || (same > 0 && isDigit(greatest[same - 1]));
        if (isBothNumbers && digits != greatestDigits) {
            return digits > greatestDigits;
        }
        if (from + same == to) {
            return false;
        }
        return same == length || Byte.compareUnsigned(bytes[from + same], greatest[same]) > 0;
    }

    /// How many digits stand there.
    private static int digits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isDigit(bytes[at])) {
            at++;
        }
        return at - from;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }
}
