using DataPipe.Parquet.Format;

namespace DataPipe.Parquet.Reading;

/// <summary>A page within the bytes of its column chunk: its header, where that starts and where the page's body does.</summary>
internal readonly record struct PagePlace(PageHeader Header, int HeaderStart, int BodyStart);
