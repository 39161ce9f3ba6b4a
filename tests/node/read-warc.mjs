// Reads WARC files with warcio, which shares no code with this project, and prints one line of JSON a file:
//   {"file":…,"records":[{"offset","length","type","uri","date","status","block","payload","blockDigest","payloadDigest"},…],"cdxj":[lines]}
// block and payload are the SHA-1 in Base32 of the block and of what stands behind its HTTP header; the digests are "good", "bad", or null when the record has none
// in SHA-1. Exit code 1 when a file cannot be read.
// usage: node read-warc.mjs FILE...
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { CDXIndexer, WARCParser } from 'warcio'

const files = process.argv.slice(2)
if (files.length === 0) {
  console.error('usage: node read-warc.mjs FILE...')
  process.exit(2)
}
for (const file of files) {
  try {
    const cdxj = []
    await new CDXIndexer({ format: 'cdxj' }).writeAll([{ filename: basename(file), reader: createReadStream(file) }], { write: line => cdxj.push(line.trimEnd()) })
    console.log(JSON.stringify({ file, records: await read(file), cdxj }))
  } catch (error) {
    console.log(JSON.stringify({ file, error: String(error.message ?? error) }))
    process.exitCode = 1
  }
}

async function read(file) {
  const records = []
  const parser = new WARCParser(createReadStream(file), { parseHttp: false })
  for await (const record of parser) {
    const block = Buffer.from(await record.readFully(false) ?? [])
    const isHttp = record.warcContentType?.startsWith('application/http') && record.warcType !== 'revisit'
    const end = isHttp ? block.indexOf('\r\n\r\n') : -1
    const payload = isHttp ? block.subarray(end < 0 ? block.length : end + 4) : block
    records.push({
      offset: parser.offset, length: parser.recordLength, type: record.warcType, uri: record.warcTargetURI ?? null, date: record.warcDate,
      status: isHttp ? Number(/^HTTP\/\S+ (\d+)/.exec(block.subarray(0, 30).toString('latin1'))?.[1] ?? 0) : 0,
      block: sha1(block), payload: sha1(payload),
      blockDigest: judge(record.warcBlockDigest, block), payloadDigest: record.warcType === 'revisit' ? null : judge(record.warcPayloadDigest, payload),
    })
  }
  return records
}

function judge(digest, bytes) {
  return digest?.startsWith('sha1:') ? digest === `sha1:${sha1(bytes)}` ? 'good' : 'bad' : null
}

function sha1(bytes) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  let text = '', bits = 0, count = 0
  for (const byte of createHash('sha1').update(bytes).digest()) {
    bits = bits << 8 | byte
    for (count += 8; count >= 5; count -= 5) text += alphabet[bits >> count - 5 & 31]
    bits &= 255
  }
  return text
}
