using Cockpit.Remote.KnownHosts;
using CsCheck;
using Xunit;

namespace Cockpit.Remote.Tests.KnownHosts;

public sealed class HostKeyTests
{
    [Theory]
    [InlineData(Keys.Ed25519, "ssh-ed25519", "ED25519", Keys.Ed25519Fingerprint)]
    [InlineData(Keys.Rsa, "ssh-rsa", "RSA", Keys.RsaFingerprint)]
    [InlineData(Keys.Ecdsa, "ecdsa-sha2-nistp256", "ECDSA", Keys.EcdsaFingerprint)]
    public void Type_and_fingerprint_are_those_of_ssh_keygen(string key, string type, string shortType, string fingerprint)
    {
        var parsed = new HostKey(Keys.Blob(key));
        Assert.Equal((type, shortType, fingerprint), (parsed.Type, parsed.ShortType, parsed.Fingerprint));
    }

    [Fact]
    public void Any_bytes_make_a_key_of_some_type_or_none() => Gen.Byte.Array[0, 80].Sample(bytes => new HostKey(bytes).Type.Length <= 64);
}
