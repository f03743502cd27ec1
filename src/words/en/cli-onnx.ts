/** Texts of `fieldgrade export-onnx` and `fieldgrade import-onnx`. */
export const cliOnnx = {
  'export.description': 'write a pack as one ONNX file for other programs',
  'export.out': 'the .onnx file to write',
  exported:
    '{pack} {version} is in {file} ({size}). Input “picture” ({inputSize}), outputs {outputs}. How to use it is in the metadata of the file.',
  notExported: 'Nothing was written. {title} {advice}',
  notWritten: 'The file {file} could not be written ({code}). Choose another name with --out, or free some space.',
} as const;
