/** Plain on purpose: nobody shall take it for the product, nor for a real Odoo. */
export const STYLE = `
body{font:14px system-ui,sans-serif;margin:0;background:#faf7fb;color:#222}
header{background:#714b67;color:#fff;padding:.8rem 1.2rem}header span{opacity:.85;margin-left:1rem}
main{padding:1rem 1.2rem;max-width:1200px}table{border-collapse:collapse;width:100%;background:#fff}
th,td{text-align:left;padding:.35rem .5rem;border-bottom:1px solid #e6dfe5;vertical-align:top}
input{font:inherit;padding:.2rem .3rem}input[type=number]{width:6.5rem}button{font:inherit;padding:.25rem .6rem}
tr.archived{opacity:.55}label{margin-right:.6rem;white-space:nowrap}a{color:#714b67}
`;
