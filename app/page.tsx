export default function Page() {
  return <p>Products Manager</p>;
}
