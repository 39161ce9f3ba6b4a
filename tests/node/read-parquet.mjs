// Reads Parquet files with readers that share no code with this project and prints one line of JSON a file:
//   {"file":…,"rows":n,"columns":[names],"sample":{first row}}       every value of every column is decoded
//   with --all also "all":[every row];  a file that cannot be read gives {"file":…,"error":…} and exit code 1
//   with --exact "all":[every row] alone, where nothing is lost: integers beyond 53 bits are text, bytes {"hex":…}, times
//   and decimals integers with their unit or scale as DuckDB has them, or as stored; NaN, infinities and -0 are text
//   hyparquet --indexes: "chunks":[the page index of each column chunk] and "all":[rows 100 to 199, found by it], as --exact
//   duckdb "--sql=QUERY": "all":[each row of the answer], as --exact, with the file's name for FILE in the query
// usage: node read-parquet.mjs hyparquet|duckdb [--all|--exact|--indexes|--sql=QUERY] FILE...
import { openAsFile } from './open-as-file.mjs'

const [reader, ...rest] = process.argv.slice(2)
const all = rest.includes('--all')
const exact = rest.includes('--exact')
const indexes = rest.includes('--indexes')
const sql = rest.find(argument => argument.startsWith('--sql='))?.slice('--sql='.length)
const files = rest.filter(argument => !argument.startsWith('--'))
const readers = { hyparquet: readWithHyparquet, duckdb: readWithDuckDB }
if (!readers[reader] || files.length === 0) {
  console.error('usage: node read-parquet.mjs hyparquet|duckdb [--all|--exact|--indexes|--sql=QUERY] FILE...')
  process.exit(2)
}
const text = bytes => bytes && Buffer.from(bytes).toString('utf8')
const asStored = {
  timestampFromMilliseconds: value => value, timestampFromMicroseconds: value => value, timestampFromNanoseconds: value => value,
  dateFromDays: value => value, stringFromBytes: text, jsonFromBytes: text, uuidFromBytes: bytes => bytes,
}
const read = await readers[reader]()
for (const file of files) {
  try {
    console.log(JSON.stringify({ file, ...await read(file) }, plain))
  } catch (error) {
    console.log(JSON.stringify({ file, error: String(error.message ?? error) }))
    process.exitCode = 1
  }
}

async function readWithHyparquet() {
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet')
  const { compressors } = await import('hyparquet-compressors')
  return async path => {
    const file = await openAsFile(path)
    const metadata = await parquetMetadataAsync(file)
    const columns = topLevelNames(metadata.schema)
    if (indexes) {
      const options = { file, metadata, compressors, parsers: asStored, utf8: false, useOffsetIndex: true, rowStart: 100, rowEnd: 200 }
      return { chunks: lossless(await pageIndex(file, metadata)), all: (await parquetReadObjects(options)).map(lossless) }
    }
    if (exact) return { all: (await parquetReadObjects({ file, metadata, compressors, parsers: asStored, utf8: false })).map(lossless) }
    const rows = await parquetReadObjects({ file, metadata, compressors })
    return { rows: rows.length, columns, sample: rows[0] ?? null, ...(all && { all: rows }) }
  }
}

async function pageIndex(file, metadata) {
  const { readColumnIndex, readOffsetIndex, parquetSchema } = await import('hyparquet')
  const leaves = node => node.children.length ? node.children.flatMap(leaves) : [node.element]
  const elements = leaves(parquetSchema(metadata))
  const part = async (offset, bytes) => ({ view: new DataView(await file.slice(Number(offset), Number(offset) + bytes)), offset: 0 })
  const chunks = []
  for (const [group, { columns }] of metadata.row_groups.entries())
    for (const [column, chunk] of columns.entries()) {
      const places = chunk.offset_index_offset && readOffsetIndex(await part(chunk.offset_index_offset, chunk.offset_index_length))
      const bounds = chunk.column_index_offset && readColumnIndex(
        await part(chunk.column_index_offset, chunk.column_index_length), elements[column], asStored)
      chunks.push({ group, column, places: places?.page_locations, bounds })
    }
  return chunks
}

async function readWithDuckDB() {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false', autoload_known_extensions: 'false', threads: '1',
  })
  const connection = await instance.connect()
  const query = async sql => (await connection.runAndReadAll(sql)).getRows()
  return async path => {
    const table = `read_parquet('${path.replaceAll("'", "''")}')`
    if (sql) return { all: (await connection.runAndReadAll(sql.replaceAll('FILE', `'${path.replaceAll("'", "''")}'`))).getRowObjects().map(lossless) }
    if (exact) return { all: (await connection.runAndReadAll(`SELECT * FROM ${table}`)).getRowObjects().map(lossless) }
    const columns = (await query(`DESCRIBE SELECT * FROM ${table}`)).map(row => row[0])
    // The hash of each row makes the reader decode all of it.
    const [[count]] = await query(`SELECT count(*), bit_xor(hash(whole_row_)) FROM ${table} whole_row_`)
    const rows = (await query(`SELECT to_json(whole_row_)::VARCHAR FROM ${table} whole_row_ ${all ? '' : 'LIMIT 1'}`)).map(row => JSON.parse(row[0]))
    return { rows: Number(count), columns, sample: rows[0] ?? null, ...(all && { all: rows }) }
  }
}

function topLevelNames(schema) {
  const names = []
  let position = 1
  for (let i = 0; i < schema[0].num_children; i++) {
    names.push(schema[position].name)
    for (let open = 1; open > 0; position++) open += (schema[position].num_children ?? 0) - 1
  }
  return names
}

function plain(key, value) {
  if (value === undefined) return null
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8')
  return value
}

function lossless(value) {
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number') return !Number.isFinite(value) ? String(value) : Object.is(value, -0) ? '-0' : value
  if (typeof value !== 'object') return value
  if (value instanceof Uint8Array) return { hex: Buffer.from(value).toString('hex') }
  if (Array.isArray(value)) return value.map(lossless)
  if (ArrayBuffer.isView(value)) return Array.from(value, lossless)
  switch (value.constructor.name) {
    case 'DuckDBBlobValue': return { hex: Buffer.from(value.bytes).toString('hex') }
    case 'DuckDBListValue': return value.items.map(lossless)
    case 'DuckDBStructValue': return lossless(value.entries)
    case 'DuckDBMapValue': return value.entries.map(entry => ({ key: lossless(entry.key), value: lossless(entry.value) }))
    case 'DuckDBDecimalValue': return { unscaled: value.value.toString(), scale: value.scale }
    case 'DuckDBUUIDValue': return value.toString()
    case 'DuckDBDateValue': return value.days
    case 'DuckDBIntervalValue': return { months: value.months, days: value.days, micros: value.micros.toString() }
  }
  for (const unit of ['millis', 'micros', 'nanos'])
    if (value[unit] !== undefined) return { [unit]: value[unit].toString() }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, lossless(inner)]))
}
