using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PbxBridge.Sip.Transport;

/// <summary>The certificate of the TLS listeners: a given one, or one that we sign ourselves and keep.</summary>
public static class ServerCertificate
{
    /// <summary>The file, below the data folder, that keeps the certificate and key of our own.</summary>
    public const string OwnFile = "sip-tls.pem";

    private static readonly TimeSpan OwnLifetime = TimeSpan.FromDays(730);
    private static readonly TimeSpan RenewedBefore = TimeSpan.FromDays(30);

    /// <summary>Reads a PEM file (the key in it or in <paramref name="keyPath"/>) or a PFX file.</summary>
    /// <param name="password">Of the PFX file or of the encrypted key; null = none.</param>
    /// <exception cref="CertificateException">The file is missing, unreadable, without its private key, or expired.</exception>
    public static X509Certificate2 Load(string path, string? keyPath, string? password, TimeProvider time)
    {
        RequireFile(path);
        if (keyPath is not null)
            RequireFile(keyPath);
        X509Certificate2 certificate;
        try
        {
            certificate = Path.GetExtension(path).ToLowerInvariant() is ".pfx" or ".p12"
                ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
                : LoadPem(path, keyPath, password);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CertificateException($"The certificate '{path}' cannot be read: {FirstLine(e.Message)}", e);
        }
        if (!certificate.HasPrivateKey)
            throw new CertificateException($"The certificate '{path}' has no private key; name a file with the key.");
        if (certificate.NotAfter.ToUniversalTime() <= time.GetUtcNow().UtcDateTime)
            throw new CertificateException($"The certificate '{path}' expired on {certificate.NotAfter:yyyy-MM-dd}.");
        return certificate;
    }

    /// <summary>The self-signed certificate below <paramref name="folder"/>; made when there is none, when it ends within 30 days, or when
    /// it lacks one of the names.</summary>
    /// <param name="names">Host names and IP addresses; the first one is the subject.</param>
    /// <exception cref="CertificateException">The file cannot be read or written.</exception>
    public static X509Certificate2 Own(string folder, IReadOnlyList<string> names, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfZero(names.Count);
        var path = Path.Combine(folder, OwnFile);
        try
        {
            if (File.Exists(path))
            {
                var kept = LoadPem(path, null, null);
                if (kept.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime > RenewedBefore && Names(kept).IsSupersetOf(names))
                    return kept;
                kept.Dispose();
            }
            Directory.CreateDirectory(folder);
            var made = Make(names, time.GetUtcNow());
            Keep(made, path);
            return made;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CertificateException($"The self-signed certificate '{path}' cannot be used: {FirstLine(e.Message)}", e);
        }
    }

    private static X509Certificate2 LoadPem(string path, string? keyPath, string? password) => password is null
        ? X509Certificate2.CreateFromPemFile(path, keyPath)
        : X509Certificate2.CreateFromEncryptedPemFile(path, password, keyPath);

    private static X509Certificate2 Make(IReadOnlyList<string> names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(names[0]);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                alternatives.AddIpAddress(address);
            else
                alternatives.AddDnsName(name);
        }
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        // Server and client: a trunk may look at our certificate in both directions.
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], false));
        return request.CreateSelfSigned(now.AddHours(-1), now + OwnLifetime);
    }

    private static void Keep(X509Certificate2 certificate, string path)
    {
        using var key = certificate.GetECDsaPrivateKey() ?? throw new CryptographicException("The key is missing.");
        var text = certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Whole or not at all: a restart must not find half a key.
        var draft = path + ".new";
        File.Delete(draft);
        using (var writer = new StreamWriter(draft, options))
            writer.Write(text);
        File.Move(draft, path, overwrite: true);
    }

    private static HashSet<string> Names(X509Certificate2 certificate)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var extension in certificate.Extensions)
        {
            if (extension is not X509SubjectAlternativeNameExtension alternatives)
                continue;
            names.UnionWith(alternatives.EnumerateDnsNames());
            foreach (var address in alternatives.EnumerateIPAddresses())
                names.Add(address.ToString());
        }
        return names;
    }

    private static void RequireFile(string path)
    {
        if (!File.Exists(path))
            throw new CertificateException($"The certificate file '{path}' does not exist.");
    }

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0];
}
