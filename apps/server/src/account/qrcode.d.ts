/** The one function of qrcode that is used; the package brings no types. */
declare module 'qrcode' {
  const qrcode: {
    toDataURL(text: string, options?: { readonly margin?: number; readonly scale?: number }): Promise<string>;
  };
  export default qrcode;
}
