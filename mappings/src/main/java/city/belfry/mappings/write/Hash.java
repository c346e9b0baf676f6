package city.belfry.mappings.write;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// 64-bit hashes of bytes, made of multiplications whose 128-bit product is folded; two with different keys make the
/// 128 bits of [Distinct] and [TermTable].
///
/// Hot code, measured by `.ci/bench`: eight bytes a step, no object.
public final class Hash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FIRST = 0xA0761D6478BD642FL;
    private static final long SECOND = 0xE7037ED1A0B428DBL;
    private static final long THIRD = 0x8EBC6AF09C88C6E3L;
    private static final long FOURTH = 0x589965CC75374CC3L;

    private Hash() {}

    /// The upper half for [Distinct].
    public static long high(byte[] bytes, int from, int to) {
        return hash(0, bytes, from, to, FIRST, SECOND);
    }

    /// The same for what comes behind something that has this upper half.
    public static long high(long before, byte[] bytes, int from, int to) {
        return hash(before, bytes, from, to, FIRST, SECOND);
    }

    /// The lower half for [Distinct].
    public static long low(byte[] bytes, int from, int to) {
        return hash(0, bytes, from, to, THIRD, FOURTH);
    }

    /// The same for what comes behind something that has this lower half.
    public static long low(long before, byte[] bytes, int from, int to) {
        return hash(before, bytes, from, to, THIRD, FOURTH);
    }

    /// A number for bytes that are compared with a few others, never zero: up to seven bytes themselves, else a hash of
    /// 63 bits. Most cells are that short.
    public static long brief(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < Long.BYTES) {
            return rest(bytes, from, to) | (length + 1L) << (Long.SIZE - Byte.SIZE);
        }
        long hash = length <= 2 * Long.BYTES
                // The two words overlap.
                ? fold(
                        (long) LONGS.get(bytes, from) ^ FIRST,
                        (long) LONGS.get(bytes, to - Long.BYTES) ^ SECOND ^ length)
                : high(bytes, from, to);
        return hash | Long.MIN_VALUE;
    }

    /// One hash made of two.
    public static long mix(long left, long right) {
        return fold(left ^ FIRST, right ^ THIRD);
    }

    private static long hash(long before, byte[] bytes, int from, int to, long key, long step) {
        long state = key ^ before ^ (to - from);
        int at = from;
        for (; at + 8 <= to; at += 8) {
            state = fold(state ^ (long) LONGS.get(bytes, at), step);
        }
        return fold(state ^ rest(bytes, at, to), step ^ key);
    }

    /// The last bytes, fewer than eight, as a number.
    private static long rest(byte[] bytes, int at, int to) {
        int count = to - at;
        if (count == 0) {
            return 0;
        }
        if (at + 8 <= bytes.length) {
            return (long) LONGS.get(bytes, at) & (-1L >>> (64 - 8 * count));
        }
        long last = 0;
        for (int index = count - 1; index >= 0; index--) {
            last = last << 8 | (bytes[at + index] & 0xFF);
        }
        return last;
    }

    private static long fold(long left, long right) {
        return (left * right) ^ Math.unsignedMultiplyHigh(left, right);
    }
}
