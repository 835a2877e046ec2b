using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Dialogs;

/// <summary>Adds the headers that belong to the call to a request or response being written. Asked again when a request is repeated with credentials.</summary>
public interface IHeaderSource
{
    void WriteHeaders(MessageWriter writer);
}
