using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using PbxBridge.Storage.Web;

namespace PbxBridge.Manager.SigningIn;

/// <summary>Keys of cookies and forms, in the store, whose file only its owner may read.</summary>
internal sealed class StoredKeys(WebKeyStore store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. store.All().Select(xml => XElement.Parse(xml))];

    public void StoreElement(XElement element, string friendlyName) => store.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
