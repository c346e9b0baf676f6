package city.belfry.mappings.function;

import static city.belfry.mappings.function.Define.fn;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.Secret;
import city.belfry.mappings.function.Function.Arguments;
import city.belfry.mappings.function.Function.Value;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Digests of values. Only [#hmac] hides a value that can be guessed, such as a name or a telephone number.
final class HashFunctions {
    /// A key shorter than this can be tried out.
    private static final int KEY_BYTES_MIN = 16;

    private static final String MAC = "HmacSHA256";

    private final Remembered<String, SecretKeySpec> keys = new Remembered<>(HashFunctions::key);

    private HashFunctions() {}

    static List<Function> all() {
        HashFunctions hashes = new HashFunctions();
        return List.of(fn("hash", "value", HashFunctions::hash), fn("hmac", "value key", hashes::hmac));
    }

    /// SHA-256 (FIPS 180-4) of the UTF-8 bytes, in hexadecimal.
    private static Optional<Value> hash(Arguments in) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(in.text(0).getBytes(StandardCharsets.UTF_8));
            return Value.text(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// HMAC-SHA-256 (RFC 2104) with a secret key named by `file:…` or `env:…`; a key itself never stands in a mapping.
    private Optional<Value> hmac(Arguments in) throws Function.FunctionFailure {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(keys.of(in.text(1)));
            return Value.text(HexFormat.of().formatHex(mac.doFinal(in.text(0).getBytes(StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + MAC, e);
        }
    }

    private static SecretKeySpec key(String reference) {
        byte[] secret = Secret.of(reference).getBytes(StandardCharsets.UTF_8);
        if (secret.length < KEY_BYTES_MIN || secret.length > Secret.BYTES_MAX) {
            throw new MappingException(
                    MappingException.Code.KEY_UNUSABLE,
                    "The key " + reference + " has " + secret.length + " bytes; expected " + KEY_BYTES_MIN + " to "
                            + Secret.BYTES_MAX + ". Make one with: head -c 32 /dev/urandom | base64");
        }
        return new SecretKeySpec(secret, MAC);
    }
}
