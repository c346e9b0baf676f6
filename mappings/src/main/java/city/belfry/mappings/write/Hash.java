package city.belfry.mappings.write;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// 64-bit hashes of bytes, made of multiplications whose 128-bit product is folded; two with different keys make the
/// 128 bits of [Distinct].
public final class Hash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FIRST = 0xA0761D6478BD642FL;
    private static final long SECOND = 0xE7037ED1A0B428DBL;
    private static final long THIRD = 0x8EBC6AF09C88C6E3L;
    private static final long FOURTH = 0x589965CC75374CC3L;

    private Hash() {}

    /// The upper half for [Distinct].
    public static long high(byte[] bytes, int from, int to) {
        return hash(bytes, from, to, FIRST, SECOND);
    }

    /// The lower half for [Distinct].
    public static long low(byte[] bytes, int from, int to) {
        return hash(bytes, from, to, THIRD, FOURTH);
    }

    /// One hash made of two.
    public static long mix(long left, long right) {
        return fold(left ^ FIRST, right ^ THIRD);
    }

    private static long hash(byte[] bytes, int from, int to, long key, long step) {
        long state = key ^ (to - from);
        int at = from;
        for (; at + 8 <= to; at += 8) {
            state = fold(state ^ (long) LONGS.get(bytes, at), step);
        }
        long last = 0;
        for (int shift = 0; at < to; at++, shift += 8) {
            last |= (bytes[at] & 0xFFL) << shift;
        }
        return fold(state ^ last, step ^ key);
    }

    private static long fold(long left, long right) {
        return (left * right) ^ Math.unsignedMultiplyHigh(left, right);
    }
}
