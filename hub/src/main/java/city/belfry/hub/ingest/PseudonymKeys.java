package city.belfry.hub.ingest;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.IngestException.Code;
import city.belfry.hub.store.OwnerOnly;
import city.belfry.mappings.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The keys of pseudonyms: one secret a city, from which a key is derived for each purpose, so that two uses of one
/// person's data cannot be put together.
///
/// The secret is what `privacy.key` names, or a file of the home, outside the databases, that only the hub's user may
/// read. Who loses it gets other pseudonyms; who has it can try names out.
final class PseudonymKeys {
    private static final String MAC = "HmacSHA256";
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_CHARACTERS_MIN = 16;
    /// What tells that two secrets are the same, without telling the secret.
    private static final String FINGERPRINT = "fingerprint of the secret";

    private final CityFile city;
    private final Path home;

    PseudonymKeys(CityFile city, Path home) {
        this.city = city;
        this.home = home;
    }

    /// The key of a purpose.
    SecretKeySpec of(String purpose) {
        return new SecretKeySpec(derived(city.city().id() + "\n" + purpose), MAC);
    }

    /// Changes with the secret, and says nothing else of it.
    String fingerprint() {
        return Base64.getEncoder().encodeToString(derived(FINGERPRINT));
    }

    private byte[] derived(String use) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret().getBytes(StandardCharsets.UTF_8), MAC));
            return mac.doFinal(use.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + MAC, e);
        }
    }

    private String secret() {
        String secret = city.privacy().key().map(this::named).orElseGet(this::ofHome);
        if (secret.length() < SECRET_CHARACTERS_MIN || secret.length() > Secret.BYTES_MAX) {
            throw new IngestException(
                    Code.KEY_UNUSABLE,
                    "the secret of the pseudonyms has " + secret.length() + " characters; expected "
                            + SECRET_CHARACTERS_MIN + " to " + Secret.BYTES_MAX
                            + ". Make one with: head -c 32 /dev/urandom | base64");
        }
        return secret;
    }

    /// Files are looked for beside the city's file.
    private String named(String reference) {
        return Secret.of(
                reference.startsWith("file:")
                        ? "file:" + city.folder().resolve(reference.substring("file:".length()))
                        : reference);
    }

    private String ofHome() {
        Path file = home.resolve("keys").resolve("pseudonyms.key");
        try {
            if (!Files.exists(file)) {
                OwnerOnly.folderOf(file);
                byte[] random = new byte[SECRET_BYTES];
                new SecureRandom().nextBytes(random);
                Path written = file.resolveSibling("pseudonyms.key.part");
                Files.deleteIfExists(written);
                OwnerOnly.file(written);
                Files.writeString(written, Base64.getEncoder().encodeToString(random) + "\n");
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IngestException(
                    Code.KEY_UNUSABLE,
                    "the secret of the pseudonyms in " + file + " can be neither read nor made: " + e.getMessage()
                            + ". Check the rights of the folder, or name a secret with privacy.key.",
                    e);
        }
    }
}
