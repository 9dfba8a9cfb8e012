namespace Cockpit.Remote.Tests.KnownHosts;

/// <summary>Public keys made by ssh-keygen, with the fingerprints that it prints for them.</summary>
internal static class Keys
{
    public const string Ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAYPSf+Wj27+eQ/CE7SKrb/9M8yLKmeUzNjdYCnIv9lo";
    public const string Ed25519Fingerprint = "SHA256:SR9hjKu43uHE5aU9EAaSZr4FrzHz6D5SBE+PN5CgeTc";
    public const string Rsa = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC3ZOP5Rbu4SbQ5jXQlXfzxFkImyuxtjGVDZjCCO0E0gLOwRlRO34gMt8tPVfmM21kd276IqKJvOHnRpN+FgPrAgfG8gykq9YI3/JaIgvPXyBAKjy9Toxz806S50ZJZCUQGHQf7BBTt+EV+JGnpCBHBLqmcUq+HBFb8xqJdfT09icSI+m/q0I6XkIWktvN6uVFiZlxj8Z4PT+HXG+iIVxSUmqHL9VGSIPu95X4WtyI1oZigJb2UKV4eb/MHA0/Pk/02MXQTseKTL1yi9goLSarNVa91e5jgh420tNESKmVV0TSN1jeveQh/s7HPCQ4Qg83SDWaQdaKpsatQQSehv5Gx";
    public const string RsaFingerprint = "SHA256:eOXr5QaBWX8nlZs7YFFMmUorfPr65WZ2jbcp0YZLopQ";
    public const string Ecdsa = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBO3E5+wFvO8fbigUbtG1ao6kWEqc1nI9qAzKzsszet1PnzhNSR28SQRgWtGUDaQuKOPdrWEZSFTCfE/5xx7WFJs=";
    public const string EcdsaFingerprint = "SHA256:dXD621VesLo3mDN7ex1YFq05+OX9bvcktkzN6+Feqy4";

    public static byte[] Blob(string key) => Convert.FromBase64String(key.Split(' ')[1]);
}
