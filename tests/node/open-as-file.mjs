// A file as the asynchronous byte source that hyparquet reads ranges from.
import { open } from 'node:fs/promises'

export async function openAsFile(path) {
  const handle = await open(path)
  const { size } = await handle.stat()
  await handle.close()
  return {
    byteLength: size,
    async slice(start, end = size) {
      const from = start < 0 ? size + start : start
      const file = await open(path)
      try {
        const buffer = Buffer.alloc(Math.max(0, end - from))
        const { bytesRead } = await file.read(buffer, 0, buffer.length, from)
        return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + bytesRead)
      } finally {
        await file.close()
      }
    },
  }
}
