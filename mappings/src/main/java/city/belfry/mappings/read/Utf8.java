package city.belfry.mappings.read;

/// Checks UTF-8 (Unicode 16, table 3-7), without making characters of it.
final class Utf8 {
    private Utf8() {}

    /// Position of the first byte that is not part of well-formed UTF-8; -1 when all is well.
    static int firstMalformed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int lead = bytes[at];
            if (lead >= 0) {
                at++;
                continue;
            }
            lead &= 0xFF;
            int more = lead < 0xC2 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : lead < 0xF5 ? 3 : 0;
            if (more == 0 || at + more >= to) {
                return at;
            }
            int second = bytes[at + 1] & 0xFF;
            int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
            int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
            if (second < low || second > high) {
                return at;
            }
            for (int follow = 2; follow <= more; follow++) {
                if ((bytes[at + follow] & 0xC0) != 0x80) {
                    return at;
                }
            }
            at += more + 1;
        }
        return -1;
    }
}
