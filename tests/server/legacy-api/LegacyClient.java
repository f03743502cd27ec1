import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A client of the earlier thermal system, with nothing but the JDK: java LegacyClient.java <server> <picture> <threshold>
 * <return_visualizations>. Prints the status, the answer, and the type and length of the mask it names.
 */
public class LegacyClient {
  public static void main(String[] args) throws IOException, InterruptedException {
    String server = args[0];
    String boundary = UUID.randomUUID().toString();
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/api/v1/detect-anomaly"))
        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
        .header("Accept", "application/json")
        .POST(BodyPublishers.ofByteArray(form(boundary, Path.of(args[1]), args[2], args[3])))
        .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    System.out.println(answer.statusCode());
    System.out.println(answer.body());
    int at = answer.body().indexOf("/outputs/masks/");
    if (at >= 0) {
      String mask = answer.body().substring(at, answer.body().indexOf('"', at));
      HttpRequest asked = HttpRequest.newBuilder(URI.create(server + mask)).build();
      HttpResponse<byte[]> picture = client.send(asked, BodyHandlers.ofByteArray());
      System.out.println(picture.headers().firstValue("Content-Type").orElse("") + " " + picture.body().length);
    }
  }

  private static byte[] form(String boundary, Path file, String threshold, String views) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    field(out, boundary, "return_visualizations", views);
    field(out, boundary, "threshold", threshold);
    text(out, "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file.getFileName()
        + "\"\r\nContent-Type: image/jpeg\r\n\r\n");
    out.write(Files.readAllBytes(file));
    text(out, "\r\n--" + boundary + "--\r\n");
    return out.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, String boundary, String name, String value) throws IOException {
    text(out, "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
  }

  private static void text(ByteArrayOutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
